// A list made row by row, for tests of what one list changes against another alone. One thread.
//
//   const auto before = RulebookList().Task("aid", "WELFARE").Route("aid", "east",
//   "WELFARE").content;
#ifndef SKRANKE_LIBS_TASKLIST_RULEBOOK_LIST_H_
#define SKRANKE_LIBS_TASKLIST_RULEBOOK_LIST_H_

#include <string>

#include "skranke/storage/v1/office.pb.h"

namespace skranke {

struct RulebookList {
  storage::v1::TaskListContent content;

  // Of the row that was added last.
  template <typename Rows>
  static uint32_t NextLine(const Rows& rows) {
    const int before = rows.size() - 2;
    return before < 0 ? 2 : rows.Get(before).line() + 1;
  }

  RulebookList& Task(const std::string& task, const std::string& owner, uint32_t minutes = 0,
                     const std::string& title = "Title") {
    auto* const row = content.add_tasks();
    row->set_line(NextLine(content.tasks()));
    row->set_task(task);
    row->set_owner_agency(owner);
    row->set_quick_minutes(minutes);
    row->set_title_en(title);
    return *this;
  }

  RulebookList& Route(const std::string& task, const std::string& place, const std::string& agency,
                      const std::string& unit = "DESK", const std::string& protection = "none") {
    auto* const row = content.add_routing();
    row->set_line(NextLine(content.routing()));
    row->set_task(task);
    row->set_place(place);
    row->set_protection(protection);
    row->set_agency(agency);
    row->set_unit(unit);
    return *this;
  }

  RulebookList& Condition(const std::string& task, const std::string& fact,
                          const std::string& test) {
    auto* const row = content.add_conditions();
    row->set_line(NextLine(content.conditions()));
    row->set_task(task);
    row->set_fact(fact);
    row->set_test(test);
    return *this;
  }

  RulebookList& Requirement(const std::string& task, const std::string& code) {
    auto* const row = content.add_requirements();
    row->set_line(NextLine(content.requirements()));
    row->set_task(task);
    row->set_code(code);
    row->set_required(true);
    return *this;
  }

  RulebookList& Fact(const std::string& task, const std::string& fact, const std::string& type) {
    auto* const row = content.add_facts();
    row->set_line(NextLine(content.facts()));
    row->set_task(task);
    row->set_fact(fact);
    row->set_type(type);
    return *this;
  }

  RulebookList& Owner(const std::string& task, const std::string& agency,
                      const std::string& valid_from) {
    auto* const row = content.add_owners();
    row->set_line(NextLine(content.owners()));
    row->set_task(task);
    row->set_agency(agency);
    row->set_valid_from(valid_from);
    return *this;
  }

  RulebookList& Example(const std::string& name, const std::string& task) {
    auto* const row = content.add_examples();
    row->set_line(NextLine(content.examples()));
    row->set_name(name);
    row->set_task(task);
    return *this;
  }
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_RULEBOOK_LIST_H_
