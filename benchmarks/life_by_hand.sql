-- What the engine computes from standards, norms and zones, written by hand for one day,
-- 31 March 2026, and for the national norms alone: the yardstick of `life_nation.py`.

CREATE TEMP TABLE numbers AS
SELECT unit,
       sum(change) FILTER (field = 'members') AS members,
       sum(change) FILTER (field = 'full_members') AS full_members,
       sum(change) FILTER (field = 'committee') AS committee
FROM tallies WHERE "on" <= DATE '2026-03-31' GROUP BY unit;

CREATE TEMP TABLE branches AS
SELECT unit, start, parent FROM party_units WHERE kind IN ('branch', 'joint_branch');

CREATE TEMP TABLE held AS
SELECT unit,
       count(*) FILTER (kind = 'assembly') AS assembly,
       count(*) FILTER (kind = 'organisation_life') AS organisation_life,
       count(*) FILTER (kind = 'appraisal') AS appraisal,
       count(*) FILTER (kind = 'lesson') AS lesson,
       count(*) FILTER (kind = 'committee' AND month("on") = 1) AS committee1,
       count(*) FILTER (kind = 'committee' AND month("on") = 2) AS committee2,
       count(*) FILTER (kind = 'committee' AND month("on") = 3) AS committee3,
       count(*) FILTER (kind = 'themed_day' AND month("on") = 1) AS themed1,
       count(*) FILTER (kind = 'themed_day' AND month("on") = 2) AS themed2,
       count(*) FILTER (kind = 'themed_day' AND month("on") = 3) AS themed3
FROM meetings
WHERE valid AND "on" BETWEEN DATE '2026-01-01' AND DATE '2026-03-31'
  AND recorded_at <= TIMESTAMPTZ '2026-04-02 00:00:00+00'
  AND (voided_at IS NULL OR voided_at > TIMESTAMPTZ '2026-04-02 00:00:00+00')
GROUP BY unit;

CREATE TEMP TABLE opened AS
SELECT unit, min("on") AS since FROM tallies WHERE field = 'committee' GROUP BY unit;

CREATE TEMP VIEW owed AS
SELECT unit, 'life.assembly' AS standard, DATE '2026-01-01' AS start, DATE '2026-04-01' AS "end",
       coalesce(assembly, 0) AS actual, false AS exempt
FROM branches b LEFT JOIN held USING (unit) WHERE b.start <= DATE '2026-02-15'
UNION ALL
SELECT unit, 'life.organisation_life', DATE '2026-01-01', DATE '2027-01-01',
       coalesce(organisation_life, 0), false FROM branches LEFT JOIN held USING (unit)
UNION ALL
SELECT unit, 'life.appraisal', DATE '2026-01-01', DATE '2027-01-01',
       coalesce(appraisal, 0), false FROM branches LEFT JOIN held USING (unit)
UNION ALL
SELECT u.unit, 'life.lesson', DATE '2026-01-01', DATE '2027-01-01', coalesce(lesson, 0), false
FROM party_units u LEFT JOIN held USING (unit) WHERE u.kind = 'party_committee'
UNION ALL
SELECT b.unit, 'life.committee_meeting', m.start, m."end",
       coalesce(CASE m.n WHEN 1 THEN committee1 WHEN 2 THEN committee2 ELSE committee3 END, 0),
       false
FROM branches b JOIN opened o USING (unit) LEFT JOIN held h ON h.unit = b.unit, months m
WHERE b.start <= m.latest AND o.since <= greatest(m.start, b.start)
UNION ALL
SELECT b.unit, 'life.themed_day', m.start, m."end",
       coalesce(CASE m.n WHEN 1 THEN themed1 WHEN 2 THEN themed2 ELSE themed3 END, 0),
       coalesce(x.start <= m."end" - 1 AND x."end" > m."end" - 1, false)
FROM branches b LEFT JOIN held USING (unit)
LEFT JOIN (FROM exemptions WHERE standard = 'life.themed_day') x ON x.unit = b.unit, months m
WHERE b.start <= m.latest;

CREATE TEMP VIEW term AS
SELECT unit, t.start, t.due,
       CASE WHEN community_body THEN 5 WHEN kind = 'party_committee' THEN 5 ELSE 3 END AS norm,
       (year(t.due) - 2026) * 12 + month(t.due) - 3 AS months
FROM party_units LEFT JOIN terms t USING (unit);

CREATE TEMP VIEW rule AS
SELECT unit, 'structure.min_full_members' AS standard, 3 AS norm, 3 AS required,
       full_members AS actual, full_members >= 3 AS done, 'overdue' AS otherwise
FROM branches LEFT JOIN numbers USING (unit)
UNION ALL
SELECT unit, 'structure.max_members', 50, 50, members, members <= 50, 'due'
FROM branches LEFT JOIN numbers USING (unit)
UNION ALL
SELECT unit, 'structure.general_branch', 50, 49, members, members <= 49, 'due'
FROM branches LEFT JOIN numbers USING (unit)
UNION ALL
SELECT unit, 'structure.committee_required', 7, 1,
       CASE WHEN full_members IS NOT NULL THEN (coalesce(committee, 0) > 0)::INTEGER END,
       committee > 0, 'overdue'
FROM branches LEFT JOIN numbers USING (unit) WHERE full_members IS NULL OR full_members >= 7
UNION ALL
SELECT g.unit, 'structure.committee', 100, 99, sum(members), sum(members) <= 99, 'due'
FROM party_units g LEFT JOIN branches b ON b.parent = g.unit LEFT JOIN numbers n ON n.unit = b.unit
WHERE g.kind = 'general_branch' GROUP BY g.unit;

CREATE TEMP VIEW by_hand AS
SELECT unit, standard, start, "end", "end" - 1 AS due, 1::DECIMAL(18, 4) AS norm,
       1::DECIMAL(18, 2) AS required, actual::DECIMAL(18, 2) AS actual,
       CASE WHEN actual >= 1 THEN 'met' WHEN exempt THEN 'exempt'
            WHEN "end" > DATE '2026-03-31' THEN 'due' ELSE 'overdue' END AS status
FROM owed
UNION ALL
SELECT unit, 'life.term', start, due + 1, due, norm, 1, (due >= DATE '2026-03-31')::INTEGER,
       CASE WHEN due IS NULL THEN 'unknown' WHEN due < DATE '2026-03-31' THEN 'overdue'
            WHEN months < 6 OR months = 6 AND day(due) <= 31 THEN 'due' ELSE 'met' END
FROM term
UNION ALL
SELECT unit, 'members.transfer_overdue', opened, due + 1, due, 90, 1, (done IS NOT NULL)::INTEGER,
       CASE WHEN done IS NOT NULL THEN 'met' WHEN due < DATE '2026-03-31' THEN 'overdue'
            ELSE 'due' END
FROM obligations
UNION ALL
SELECT unit, standard, DATE '2026-03-31', DATE '2026-04-01', DATE '2026-03-31', norm, required,
       actual, CASE WHEN done THEN 'met' WHEN actual IS NULL THEN 'unknown' ELSE otherwise END
FROM rule;
