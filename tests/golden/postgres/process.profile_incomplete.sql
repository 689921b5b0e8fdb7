SELECT
  "t7"."deal_id",
  CASE
    WHEN "t7"."empty" >= 1
    THEN 'hit'
    WHEN "t7"."at_most" < 1
    THEN 'clear'
    ELSE 'unknown'
  END AS "answer",
  CASE
    WHEN CASE
      WHEN "t7"."empty" >= 1
      THEN 'hit'
      WHEN "t7"."at_most" < 1
      THEN 'clear'
      ELSE 'unknown'
    END <> 'unknown'
    THEN CAST("t7"."empty" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE
    WHEN CASE
      WHEN "t7"."empty" >= 1
      THEN 'hit'
      WHEN "t7"."at_most" < 1
      THEN 'clear'
      ELSE 'unknown'
    END = 'hit'
    THEN "t7"."as_of"
    ELSE CAST(NULL AS BIGINT)
  END AS "hit_at"
FROM (
  SELECT
    "t6"."deal_id",
    "t6"."as_of",
    "t6"."opened_at",
    "t6"."account_id",
    "t6"."owner_id",
    "t6"."pipeline",
    "t6"."stage",
    "t6"."stage_entered_at",
    "t6"."amount",
    "t6"."size_band",
    "t6"."segment",
    "t6"."product",
    "t6"."channel",
    "t6"."history_complete",
    "t6"."is_look_back",
    "t6"."empty",
    "t6"."at_most"
  FROM (
    SELECT
      "t2"."deal_id",
      "t2"."as_of",
      "t2"."opened_at",
      "t2"."account_id",
      "t2"."owner_id",
      "t2"."pipeline",
      "t2"."stage",
      "t2"."stage_entered_at",
      "t2"."amount",
      "t2"."size_band",
      "t2"."segment",
      "t2"."product",
      "t2"."channel",
      "t2"."history_complete",
      "t2"."is_look_back",
      "t5"."deal_id" AS "deal_id_right",
      "t5"."empty",
      "t5"."at_most"
    FROM "book_deal" AS "t2"
    LEFT OUTER JOIN (
      SELECT
        "t3"."deal_id",
        SUM(CASE WHEN "t3"."is_empty" THEN 1 ELSE 0 END) AS "empty",
        SUM(CASE WHEN "t3"."is_filled" THEN 0 ELSE 1 END) AS "at_most"
      FROM (
        SELECT
          "t1"."deal_id",
          "t1"."field",
          BOOL_OR(COALESCE(NOT (
            "t1"."is_filled"
          ), FALSE)) AS "is_empty",
          BOOL_AND(COALESCE("t1"."is_filled", FALSE)) AS "is_filled"
        FROM "book_demand" AS "t1"
        GROUP BY
          1,
          2
      ) AS "t3"
      GROUP BY
        1
    ) AS "t5"
      ON "t2"."deal_id" = "t5"."deal_id"
  ) AS "t6"
) AS "t7"
