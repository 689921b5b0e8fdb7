SELECT
  "t8"."deal_id",
  "t8"."answer",
  CASE
    WHEN "t8"."answer" <> 'unknown'
    THEN CAST("t8"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t8"."answer" = 'hit' THEN "t8"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t7"."deal_id",
    "t7"."as_of",
    "t7"."opened_at",
    "t7"."account_id",
    "t7"."owner_id",
    "t7"."pipeline",
    "t7"."stage",
    "t7"."stage_entered_at",
    "t7"."amount",
    "t7"."size_band",
    "t7"."segment",
    "t7"."product",
    "t7"."channel",
    "t7"."history_complete",
    "t7"."is_look_back",
    "t7"."opened",
    "t7"."announced_at",
    "t7"."begun_at",
    CASE
      WHEN (
        "t7"."opened" > 0
      )
      AND (
        "t7"."announced_at" IS NULL
      )
      AND (
        "t7"."is_look_back" OR (
          "t7"."begun_at" IS NOT NULL
        )
      )
      THEN 'hit'
      WHEN "t7"."announced_at" IS NOT NULL
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CASE WHEN "t7"."announced_at" IS NULL THEN "t7"."opened" ELSE 0 END AS "value",
    COALESCE("t7"."begun_at", "t7"."as_of") AS "hit_at"
  FROM (
    SELECT
      "t6".*
      EXCLUDE ("deal_id_right")
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
        "t5"."opened",
        "t5"."announced_at",
        "t5"."begun_at"
      FROM "book_deal" AS "t2"
      LEFT OUTER JOIN (
        SELECT
          "t3"."deal_id",
          COUNT(*) AS "opened",
          MIN("t3"."announced_at") AS "announced_at",
          MIN("t3"."begun_at") AS "begun_at"
        FROM (
          SELECT
            "t1"."deal_id",
            "t1"."row_id",
            "t1"."kind",
            "t1"."announced_at",
            "t1"."asked_at",
            "t1"."held_at",
            LEAST(
              COALESCE("t1"."asked_at", "t1"."held_at"),
              COALESCE("t1"."held_at", "t1"."asked_at")
            ) AS "begun_at"
          FROM "book_debrief" AS "t1"
          WHERE
            "t1"."kind" = 'buyer'
        ) AS "t3"
        GROUP BY
          1
      ) AS "t5"
        ON "t2"."deal_id" = "t5"."deal_id"
    ) AS "t6"
  ) AS "t7"
) AS "t8"
