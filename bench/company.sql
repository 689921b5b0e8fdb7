-- A made-up record: lives, people and dates are drawn by hashing row numbers. Variables: deals, activities (a deal),
-- and low, high: the deals whose ids lie between them. Each table of the record is a view, made_NAME, so that it can be
-- written as it is read, and a part of the deals at a time; columns that are alike in all tables are left out.
-- not the keys that an import would give, which take most of the time at fifty million rows, but spread as they are
CREATE MACRO key(t, s) AS (hash(t, s) >> 1)::BIGINT;
CREATE MACRO draw(seed, i) AS (hash(i * 1000003 + seed) % 1000000) / 1000000.0;
-- dear: for small tables, or few rows
CREATE MACRO pick(words, seed, i) AS words[1 + (hash(i * 1000003 + seed) % len(words))::INT];
CREATE MACRO say(seed, i) AS pick(['We looked at the figures of last year again.',
  'How does the interface to our stock system work?', 'I will send you the list of open points by Friday.',
  'What does that cost per user?', 'That is how we do it today.', 'Who else should see this?',
  'Let us talk about the next step.', 'When could you start?'], seed, i);
CREATE MACRO day(epoch) AS make_date((epoch // 86400)::INT);
CREATE MACRO start() AS 1672531200; -- 2023-01-01
CREATE MACRO finish() AS 1672531200 + 3 * 365 * 86400;
CREATE MACRO stages() AS ['Discovery', 'Evaluation', 'Proposal', 'Negotiation'];
CREATE MACRO accounts() AS getvariable('deals') // 2 + 1;

CREATE TABLE every_life AS
SELECT *, CASE WHEN ended_at > finish() THEN 'open' WHEN draw(2, i) < .3 THEN 'won' ELSE 'lost' END AS outcome,
  key('deal', 'd' || i) AS deal_id, key('account', 'a' || account) AS account_id, key('seller', 's' || i % 200) AS owner_id
FROM (SELECT *, (opened_at + (20 + 180 * draw(7, i)) * 86400)::BIGINT AS ended_at
      FROM (SELECT i, i // 2 AS account, (start() + draw(1, i) * 3 * 365 * 86400)::BIGINT AS opened_at
            FROM range(getvariable('deals')) r(i)));

CREATE VIEW life AS
SELECT * FROM every_life WHERE deal_id BETWEEN getvariable('low') AND getvariable('high');

CREATE VIEW word AS
SELECT *, occurred_at + 3600 AS known,
  CASE WHEN j = 30 AND deal % 2 = 0 THEN 'proposal' WHEN j = 20 AND deal % 3 = 0 THEN 'task'
    ELSE CASE hash(i + 17) % 8 WHEN 0 THEN 'call' WHEN 1 THEN 'meeting' WHEN 2 THEN 'demo' WHEN 3 THEN 'note' ELSE 'email' END
    END AS kind,
  CASE hash(i + 29) % 2 WHEN 0 THEN 'inbound' ELSE 'outbound' END AS direction, (hash(i + 31) % 4)::BIGINT AS first_slot,
  key('activity', 't' || i) AS activity_id,
  CASE WHEN draw(37, i) < .8 THEN owner_id ELSE key('seller', 's' || hash(i + 41) % 200) END AS seller_id
FROM (SELECT i * getvariable('activities') + j AS i, j, i AS deal, account, deal_id, owner_id,
        (opened_at + (ended_at - opened_at) * (j + draw(11, i * getvariable('activities') + j))
          / getvariable('activities'))::BIGINT AS occurred_at
      FROM life, range(getvariable('activities')) a(j));

CREATE VIEW made_account AS
SELECT 'a' || i AS source_id, start() AS known_at, i AS line, 'Account ' || i AS name FROM range(accounts()) r(i);

CREATE VIEW made_seller AS
SELECT 's' || i AS source_id, start() AS known_at, i AS line, 'Seller ' || i AS name, true AS is_active
FROM range(200) r(i);

CREATE VIEW made_person AS
SELECT 'p' || i AS source_id, start() AS known_at, i AS line, 'contact' AS kind, 'Person ' || i AS full_name,
  (['Analyst', 'Engineer', 'Team Manager', 'Head of IT', 'VP Operations', 'CFO', NULL])[1 + (hash(i) % 7)::INT] AS title,
  (['individual', 'individual', 'manager', 'director', 'vp', 'c_level', 'unknown'])[1 + (hash(i) % 7)::INT] AS seniority,
  key('account', 'a' || i // 4) AS account_id
FROM range(accounts() * 4) r(i);

-- one account in three, each with one change in the three years
CREATE VIEW made_person_change AS
SELECT 'v' || i AS source_id, happened + 86400 AS known_at, i AS line, key('account', 'a' || i) AS account_id,
  CASE WHEN change <> 'joined' THEN key('person', 'p' || i * 4) END AS person_id, 'Person ' || i * 4 AS name, change,
  pick(['manager', 'director', 'vp', 'c_level'], 3, i) AS seniority, pick(['individual', 'manager'], 5, i) AS old_seniority,
  CASE WHEN change = 'joined' THEN 'Account ' || hash(i) % accounts() END AS from_employer,
  CASE WHEN i % 9 = 0 THEN 'cost cutting' END AS mandate, happened AS occurred_at,
  CASE WHEN change IN ('promoted', 'moved') THEN 'crm_title_change' ELSE 'typed' END AS basis
FROM (SELECT i, pick(['joined', 'left', 'promoted', 'moved'], 7, i) AS change,
        (start() + draw(9, i) * 3 * 365 * 86400)::BIGINT AS happened FROM range(0, accounts(), 3) r(i));

CREATE VIEW made_stage AS
SELECT name AS source_id, start() AS known_at, i AS line, name AS code, name AS label, i AS sort_order,
  CASE name WHEN 'Closed Won' THEN 'won' WHEN 'Closed Lost' THEN 'lost' ELSE 'open' END AS stage_class,
  'source' AS class_basis
FROM (SELECT unnest(stages() || ['Closed Won', 'Closed Lost']) AS name,
        generate_subscripts(stages() || ['Closed Won', 'Closed Lost'], 1) AS i);

CREATE VIEW made_stage_requirement AS
SELECT stage || field AS source_id, start() AS known_at, 1 AS line, stage, field
FROM (SELECT unnest(stages()) AS stage), (SELECT unnest(['amount', 'close_date', 'discount']) AS field);

CREATE VIEW made_deal AS
SELECT 'd' || i AS source_id, opened_at AS known_at, i AS line, 'Deal ' || i AS name, account_id, owner_id, outcome,
  CASE outcome WHEN 'won' THEN 'Closed Won' WHEN 'lost' THEN 'Closed Lost' ELSE 'Proposal' END AS stage,
  5000 * pow(10, 2 * draw(3, i)) AS amount, 'EUR' AS currency, opened_at, 'New business' AS pipeline,
  pick(['North', 'South', 'West'], 13, i) AS segment, pick(['Basic', 'Plus'], 15, i) AS product,
  pick(['web', 'fair', 'partner'], 19, i) AS source_channel,
  CASE WHEN outcome <> 'open' THEN ended_at END AS closed_at, 'history' AS closed_at_basis,
  day(opened_at) + 90 AS close_date_stated, 'Price' AS loss_reason_stated, false AS closed_in_batch,
  true AS history_complete
FROM life;

-- changes: a sequence, a field, the old and the new value, and the share of the deal's life that had passed
CREATE VIEW made_stage_history AS
SELECT 'h' || i || '-' || sequence AS source_id, changed_at AS known_at, i AS line, deal_id,
  field, old_value, new_value, changed_at, 'source_history' AS basis, sequence
FROM (
  SELECT i, deal_id, sequence, field, old_value, new_value,
    (opened_at + (ended_at - opened_at) * passed)::BIGINT AS changed_at
  FROM (
    SELECT *, step AS sequence, 'stage' AS field, CASE WHEN step > 0 THEN stages()[step] END AS old_value,
      stages()[step + 1] AS new_value, step / 4 AS passed
    FROM life, range(4) s(step)
    UNION ALL BY NAME
    SELECT *, 4 AS sequence, 'stage' AS field, 'Negotiation' AS old_value,
      CASE outcome WHEN 'won' THEN 'Closed Won' ELSE 'Closed Lost' END AS new_value, 1 AS passed
    FROM life WHERE outcome <> 'open'
    UNION ALL BY NAME -- one deal in ten goes back to a stage for a while
    SELECT *, 15 + back AS sequence, 'stage' AS field, ['Proposal', 'Evaluation'][back + 1] AS old_value,
      ['Evaluation', 'Proposal'][back + 1] AS new_value, .6 + back / 10 AS passed
    FROM life, range(2) b(back) WHERE hash(i + 77) % 10 = 0
    UNION ALL BY NAME
    SELECT *, 5 + push AS sequence, 'close_date' AS field, (day(opened_at) + (60 + 30 * push)::INT)::VARCHAR AS old_value,
      (day(opened_at) + (90 + 30 * push)::INT)::VARCHAR AS new_value, (push + 1) / 4 AS passed
    FROM life, range(3) p(push) WHERE push < hash(i + 5) % 4
    UNION ALL BY NAME -- set once, and in one deal of three set again
    SELECT *, 8 + again AS sequence, 'amount' AS field, CASE WHEN again > 0 THEN '20000' END AS old_value,
      CASE WHEN again > 0 THEN (10000 + hash(i) % 20000)::VARCHAR ELSE '20000' END AS new_value,
      again * draw(21, i) AS passed
    FROM life, range(2) a(again) WHERE again = 0 OR hash(i + 23) % 3 = 0
    UNION ALL BY NAME
    SELECT *, 10 AS sequence, 'discount' AS field, NULL AS old_value, '0.1' AS new_value, draw(25, i) AS passed
    FROM life WHERE hash(i + 27) % 3 = 0
    UNION ALL BY NAME -- half of the deals have a forecast category, the others a probability
    SELECT *, 11 + turn AS sequence, CASE i % 2 WHEN 0 THEN 'forecast_category' ELSE 'probability' END AS field,
      CASE WHEN turn > 0 THEN told[turn] END AS old_value, told[turn + 1] AS new_value, (turn + draw(33, i)) / 4 AS passed
    FROM (SELECT *, CASE i % 2 WHEN 0 THEN ['Pipeline', 'Best Case', 'Commit'] ELSE ['20', '60', '90'] END AS told FROM life),
      range(3) t(turn)
    UNION ALL BY NAME
    SELECT *, 14 AS sequence, 'owner' AS field, 's' || hash(i) % 200 AS old_value, 's' || i % 200 AS new_value,
      draw(35, i) AS passed
    FROM life WHERE hash(i + 39) % 10 = 0));

CREATE VIEW made_deal_person AS
SELECT 'd' || i || '-' || slot AS source_id, opened_at AS known_at, i AS line, deal_id,
  key('person', 'p' || (account * 4 + slot)) AS person_id, slot = 0 AS is_primary, 'crm_role' AS basis,
  (['unknown', 'champion', 'evaluator', 'decision_maker'])[slot + 1] AS role
FROM life, range(4) s(slot);

CREATE VIEW made_activity AS
SELECT 't' || i AS source_id, activity_id AS id, known AS known_at, i AS line, kind, direction, occurred_at,
  CASE WHEN kind IN ('call', 'meeting', 'demo') AND draw(43, i) < .15
    THEN pick(['cancelled', 'moved', 'missed', 'planned'], 47, i) ELSE 'held' END AS status,
  'Subject ' || i % 997 AS subject, CASE WHEN kind = 'email' AND draw(83, i) < .1 THEN say(85, i) END AS body,
  CASE kind WHEN 'task' THEN occurred_at + 7 * 86400 END AS due_at,
  CASE WHEN kind = 'task' AND i % 2 = 0 THEN occurred_at + 5 * 86400 END AS completed_at, kind = 'email' AND draw(51, i) < .03 AS is_automated,
  CASE WHEN kind = 'email' THEN CASE WHEN draw(53, i) < .2 THEN 'offer.pdf' ELSE '0' END END AS attachments,
  seller_id AS owner_id
FROM word;

CREATE VIEW made_activity_deal AS
SELECT 'l' || i AS source_id, known AS known_at, i AS line, activity_id, deal_id, 'source' AS basis FROM word;

-- one buyer and one of ours in each; two buyers in meetings and demos, and two of ours in one of four of these
CREATE VIEW made_activity_person AS
SELECT 'w' || i || '-' || place AS source_id, known AS known_at, i AS line, activity_id,
  CASE WHEN place < 2 THEN key('person', 'p' || (account * 4 + (first_slot + place) % 4)) END AS person_id,
  CASE place WHEN 2 THEN seller_id WHEN 3 THEN key('seller', 's' || hash(i + 61) % 200) END AS seller_id,
  CASE WHEN place < 2 THEN 'buyer' ELSE 'seller' END AS side,
  CASE WHEN kind IN ('meeting', 'demo') THEN 'attendee' WHEN (direction = 'inbound') = (place < 2) THEN 'from' ELSE 'to' END
    AS part
FROM word, range(4) e(place)
WHERE kind NOT IN ('note', 'task') AND (place IN (0, 2) OR (kind IN ('meeting', 'demo') AND (place = 1 OR i % 4 = 0)));

-- one conversation in twenty has a transcript, of sixteen turns
CREATE VIEW made_utterance AS
SELECT 'u' || i || '-' || place AS source_id, known AS known_at, i AS line, activity_id, place AS position,
  place * 20000 AS start_ms, place * 20000 + 4000 + (hash(i + place) % 14000)::BIGINT AS end_ms,
  CASE WHEN place % 2 = 0 THEN seller_id END AS seller_id, CASE WHEN place % 2 = 0 THEN 'seller' ELSE 'buyer' END AS side,
  CASE WHEN place % 2 = 1 THEN key('person', 'p' || (account * 4 + first_slot)) END AS person_id,
  say(79, i * 16 + place) AS text
FROM word, range(16) u(place) WHERE kind IN ('call', 'meeting', 'demo') AND draw(81, i) < .05;

CREATE VIEW made_campaign AS
SELECT 'c' || i AS source_id, start() AS known_at, i AS line, 'Campaign ' || i AS name, 'nurture' AS kind
FROM range(40) r(i);

-- one person in two gets a mail every two weeks, and now and then answers
CREATE VIEW made_campaign_touch AS
SELECT 'm' || i || '-' || turn AS source_id, sent_at AS known_at, i AS line, key('person', 'p' || i) AS person_id,
  key('campaign', 'c' || i % 40) AS campaign_id, sent_at AS occurred_at, draw(65, i * 6 + turn) < .1 AS responded,
  CASE WHEN draw(65, i * 6 + turn) < .1 THEN 'clicked' ELSE 'sent' END AS kind
FROM (SELECT i, turn, (start() + draw(63, i) * 3 * 365 * 86400 + turn * 14 * 86400)::BIGINT AS sent_at
      FROM range(0, accounts() * 4, 2) r(i), range(6) t(turn));

CREATE VIEW made_competitor AS
SELECT 'k' || i AS source_id, start() AS known_at, i AS line, 'Competitor ' || i AS name FROM range(20) r(i);

CREATE VIEW made_deal_competitor AS
SELECT 'r' || i || '-' || place AS source_id, named + 3600 AS known_at, i AS line, deal_id,
  key('competitor', 'k' || (hash(i) + place) % 20) AS competitor_id, 'field' AS basis,
  CASE WHEN outcome = 'lost' AND place = 0 THEN 'won_by' ELSE pick(['incumbent', 'present', 'present', 'unknown'], 67, i) END
    AS part,
  CASE WHEN draw(69, i) < .8 THEN named END AS named_at
FROM (SELECT *, (opened_at + (ended_at - opened_at) * draw(71, i * 2 + place))::BIGINT AS named
      FROM life, range(2) c(place) WHERE hash(i + 73) % 5 < 2 - place);

CREATE VIEW made_debrief AS
SELECT 'b' || i AS source_id, ended_at + 86400 AS known_at, i AS line, deal_id, 'buyer' AS kind,
  opened_at + 86400 AS announced_at, ended_at + 86400 AS asked_at,
  CASE WHEN i % 2 = 0 THEN ended_at + 20 * 86400 END AS held_at
FROM life WHERE outcome <> 'open' AND hash(i + 75) % 3 = 0;
