#include "tests/bench/peers/group_desk.h"

#include <map>
#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "tests/bench/peers/peer_tables.h"

namespace skranke {
namespace {

constexpr std::pair<const char*, const char*> kStatements[] = {
    {"requests",
     "INSERT INTO requests SELECT * FROM unnest($1::text[], $2::bytea[], $3::bigint[])"},
    {"events", "INSERT INTO events SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[])"},
    {"cases",
     "INSERT INTO cases SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], "
     "$5::text[], $6::bigint[], $7::bytea[])"},
    {"parties",
     "INSERT INTO parties SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[])"},
    {"ready",
     "INSERT INTO ready SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])"},
    {"counters",
     "INSERT INTO counters SELECT name, 0, count FROM unnest($1::text[], $2::bigint[]) "
     "AS added(name, count) "
     "ON CONFLICT (name, shard) DO UPDATE SET count = counters.count + excluded.count"}};

// The rows of a transaction, by column.
struct Columns {
  std::vector<int64_t> positions, numbers, received, states;
  std::vector<std::string> ids, fingerprints, events, replies, offices, agencies, units, bodies,
      persons;
  std::vector<std::string> ready_agencies, ready_units;
  std::vector<int64_t> ready_received, ready_numbers;
  std::map<std::string, int64_t> counters;
};

void AddRow(const PeerRegistration& made, int64_t position, Columns& columns) {
  columns.positions.push_back(position);
  columns.numbers.push_back(made.number);
  columns.received.push_back(made.received_us);
  columns.states.push_back(made.state);
  columns.ids.push_back(made.request_id);
  columns.fingerprints.push_back(made.fingerprint);
  columns.events.push_back(made.events);
  columns.replies.push_back(made.reply);
  columns.offices.push_back(made.office);
  columns.agencies.push_back(made.agency);
  columns.units.push_back(made.unit);
  columns.bodies.push_back(made.case_row);
  columns.persons.push_back(made.person);
  ++columns.counters[made.counter];
  if (!made.is_ready) return;
  columns.ready_agencies.push_back(made.agency);
  columns.ready_units.push_back(made.unit);
  columns.ready_received.push_back(made.received_us);
  columns.ready_numbers.push_back(made.number);
}

PgCall CountersCall(const std::map<std::string, int64_t>& counters) {
  std::vector<std::string> names;
  std::vector<int64_t> counts;
  for (const auto& [name, count] : counters) {
    names.push_back(name);
    counts.push_back(count);
  }
  return {"counters", PgParameters().Texts(names).Numbers(counts)};
}

std::vector<PgCall> CallsFor(const Columns& rows) {
  return {
      {"requests",
       PgParameters().Texts(rows.ids).ByteStrings(rows.fingerprints).Numbers(rows.positions)},
      {"events",
       PgParameters().Numbers(rows.positions).ByteStrings(rows.events).ByteStrings(rows.replies)},
      {"cases", PgParameters()
                    .Numbers(rows.numbers)
                    .Numbers(rows.received)
                    .Texts(rows.offices)
                    .Texts(rows.agencies)
                    .Texts(rows.units)
                    .Numbers(rows.states)
                    .ByteStrings(rows.bodies)},
      {"parties",
       PgParameters().ByteStrings(rows.persons).Numbers(rows.received).Numbers(rows.numbers)},
      {"ready", PgParameters()
                    .Texts(rows.ready_agencies)
                    .Texts(rows.ready_units)
                    .Numbers(rows.ready_received)
                    .Numbers(rows.ready_numbers)},
      CountersCall(rows.counters)};
}

}  // namespace

absl::StatusOr<std::unique_ptr<GroupDesk>> GroupDesk::Open(const PgCluster& cluster,
                                                           PeerQueue* queue) {
  SKRANKE_ASSIGN_OR_RETURN(auto db, cluster.Connect());
  for (const auto& [name, sql] : kStatements) SKRANKE_RETURN_IF_ERROR(db->Prepare(name, sql));
  SKRANKE_RETURN_IF_ERROR(PrepareReplay(*db));
  std::unique_ptr<GroupDesk> desk(new GroupDesk(queue, std::move(db)));
  desk->writer_ = std::thread(&GroupDesk::Work, desk.get());
  return desk;
}

GroupDesk::~GroupDesk() { writer_.join(); }

void GroupDesk::Work() {
  for (;;) {
    std::vector<PeerWork> taken = queue_->Take(kGroupAtOnce);
    if (taken.empty()) return;
    if (!Store(taken).ok()) {
      StoreOneByOne(taken);
      continue;
    }
    answers_.Run([taken = std::move(taken)] {
      for (const PeerWork& work : taken) work.done(work.made.reply);
    });
  }
}

absl::Status GroupDesk::Store(const std::vector<PeerWork>& works) {
  Columns columns;
  for (const PeerWork& work : works) AddRow(work.made, next_position_++, columns);
  return db_->CallAsOne(CallsFor(columns));
}

// A request of the group is known, or twice in it: rare, so that it may be slow.
void GroupDesk::StoreOneByOne(const std::vector<PeerWork>& works) {
  for (const PeerWork& work : works) {
    const absl::Status stored = Store({work});
    if (absl::IsAlreadyExists(stored)) {
      work.done(StoredReply(*db_, work.made.request_id, work.made.fingerprint));
    } else if (stored.ok()) {
      work.done(work.made.reply);
    } else {
      work.done(stored);
    }
  }
}

}  // namespace skranke
