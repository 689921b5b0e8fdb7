SELECT
  "t7"."deal_id",
  "t7"."answer",
  CASE
    WHEN "t7"."answer" <> 'unknown'
    THEN CAST("t7"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t7"."answer" = 'hit' THEN "t7"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t6"."deal_id",
    "t6"."as_of",
    "t6"."stage_entered_at",
    "t6"."place",
    "t6"."valid_from",
    "t6"."valid_to",
    "t6"."place_right",
    "t6"."usual",
    CASE
      WHEN (
        "t6"."usual" IS NOT NULL
      )
      AND (
        (
          "t6"."as_of" - "t6"."stage_entered_at"
        ) IS NOT NULL
      )
      AND (
        (
          "t6"."as_of" - "t6"."stage_entered_at"
        ) > GREATEST(CAST(CEIL("t6"."usual" * 86400) AS BIGINT), 1209600)
      )
      THEN 'hit'
      WHEN (
        "t6"."usual" IS NOT NULL
      )
      AND (
        (
          "t6"."as_of" - "t6"."stage_entered_at"
        ) IS NOT NULL
      )
      AND (
        (
          "t6"."as_of" - "t6"."stage_entered_at"
        ) <= GREATEST(CAST(CEIL("t6"."usual" * 86400) AS BIGINT), 1209600)
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR(
      CAST((
        "t6"."as_of" - "t6"."stage_entered_at"
      ) AS DOUBLE PRECISION) / (
        86400
      )
    ) AS BIGINT) AS "value",
    "t6"."stage_entered_at" + GREATEST(CAST(CEIL("t6"."usual" * 86400) AS BIGINT), 1209600) AS "hit_at"
  FROM (
    SELECT
      "t5"."deal_id",
      "t5"."as_of",
      "t5"."stage_entered_at",
      "t5"."place",
      "t3"."valid_from",
      "t3"."valid_to",
      "t3"."place" AS "place_right",
      "t3"."usual"
    FROM (
      SELECT
        "t0"."deal_id",
        "t0"."as_of",
        "t0"."stage_entered_at",
        COALESCE("t0"."pipeline" || '	' || "t0"."stage", "t0"."stage") AS "place"
      FROM "book_deal" AS "t0"
    ) AS "t5"
    LEFT OUTER JOIN (
      SELECT
        "t1"."valid_from",
        "t1"."valid_to",
        "t1"."grp" AS "place",
        "t1"."p90" AS "usual"
      FROM "book_baseline" AS "t1"
      WHERE
        "t1"."age_days" = 0
    ) AS "t3"
      ON "t5"."place" = "t3"."place"
      AND "t5"."as_of" >= "t3"."valid_from"
      AND "t5"."as_of" < "t3"."valid_to"
  ) AS "t6"
) AS "t7"
