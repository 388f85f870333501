// Passing errors on in one line. Abseil 20220623 has no such macros of its own.
//
//   SKRANKE_RETURN_IF_ERROR(MayRegisterAt(caller, office));
//   SKRANKE_ASSIGN_OR_RETURN(const Classification verdict, list.Classify(task, facts));
#ifndef SKRANKE_LIBS_BASE_STATUS_MACROS_H_
#define SKRANKE_LIBS_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define SKRANKE_CONCAT_INNER_(a, b) a##b
#define SKRANKE_CONCAT_(a, b) SKRANKE_CONCAT_INNER_(a, b)

#define SKRANKE_RETURN_IF_ERROR(expression)                                                      \
  do {                                                                                           \
    if (absl::Status skranke_status = (expression); !skranke_status.ok()) return skranke_status; \
  } while (false)

#define SKRANKE_ASSIGN_OR_RETURN(target, expression) \
  SKRANKE_ASSIGN_OR_RETURN_(SKRANKE_CONCAT_(value_or_, __LINE__), target, expression)

#define SKRANKE_ASSIGN_OR_RETURN_(value_or, target, expression) \
  auto value_or = (expression);                                 \
  if (!value_or.ok()) return value_or.status();                 \
  target = *std::move(value_or)

#endif  // SKRANKE_LIBS_BASE_STATUS_MACROS_H_
