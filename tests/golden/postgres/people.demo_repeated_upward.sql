SELECT
  "t14"."deal_id",
  "t14"."answer",
  CASE
    WHEN "t14"."answer" <> 'unknown'
    THEN CAST("t14"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t14"."answer" = 'hit' THEN "t14"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t13"."deal_id",
    "t13"."as_of",
    "t13"."opened_at",
    "t13"."account_id",
    "t13"."owner_id",
    "t13"."pipeline",
    "t13"."stage",
    "t13"."stage_entered_at",
    "t13"."amount",
    "t13"."size_band",
    "t13"."segment",
    "t13"."product",
    "t13"."channel",
    "t13"."history_complete",
    "t13"."is_look_back",
    "t13"."demos",
    "t13"."first_top",
    "t13"."later_top",
    "t13"."first_sure",
    "t13"."later_sure",
    "t13"."raised_at",
    CASE
      WHEN "t13"."first_sure"
      AND (
        "t13"."first_top" < 3
      )
      AND (
        "t13"."later_top" > "t13"."first_top"
      )
      THEN 'hit'
      WHEN (
        "t13"."first_top" >= 3
      )
      OR (
        "t13"."first_sure"
        AND "t13"."later_sure"
        AND (
          "t13"."later_top" <= "t13"."first_top"
        )
      )
      OR (
        "t13"."demos" = 1
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t13"."demos" AS "value",
    "t13"."raised_at" AS "hit_at"
  FROM (
    SELECT
      "t12"."deal_id",
      "t12"."as_of",
      "t12"."opened_at",
      "t12"."account_id",
      "t12"."owner_id",
      "t12"."pipeline",
      "t12"."stage",
      "t12"."stage_entered_at",
      "t12"."amount",
      "t12"."size_band",
      "t12"."segment",
      "t12"."product",
      "t12"."channel",
      "t12"."history_complete",
      "t12"."is_look_back",
      "t12"."demos",
      "t12"."first_top",
      "t12"."later_top",
      "t12"."first_sure",
      "t12"."later_sure",
      "t12"."raised_at"
    FROM (
      SELECT
        "t3"."deal_id",
        "t3"."as_of",
        "t3"."opened_at",
        "t3"."account_id",
        "t3"."owner_id",
        "t3"."pipeline",
        "t3"."stage",
        "t3"."stage_entered_at",
        "t3"."amount",
        "t3"."size_band",
        "t3"."segment",
        "t3"."product",
        "t3"."channel",
        "t3"."history_complete",
        "t3"."is_look_back",
        "t11"."deal_id" AS "deal_id_right",
        "t11"."demos",
        "t11"."first_top",
        "t11"."later_top",
        "t11"."first_sure",
        "t11"."later_sure",
        "t11"."raised_at"
      FROM "book_deal" AS "t3"
      LEFT OUTER JOIN (
        SELECT
          "t9"."deal_id",
          COUNT(*) AS "demos",
          MAX("t9"."top_rank") FILTER(WHERE
            "t9"."place" = 0) AS "first_top",
          MAX("t9"."top_rank") FILTER(WHERE
            NOT (
              "t9"."place" = 0
            )) AS "later_top",
          BOOL_AND("t9"."is_sure") FILTER(WHERE
            "t9"."place" = 0) AS "first_sure",
          BOOL_AND("t9"."is_sure") FILTER(WHERE
            NOT (
              "t9"."place" = 0
            )) AS "later_sure",
          MIN("t9"."occurred_at") FILTER(WHERE
            "t9"."top_rank" > "t9"."first_top") AS "raised_at"
        FROM (
          SELECT
            "t6"."deal_id",
            "t6"."activity_id",
            "t6"."occurred_at",
            "t6"."top_rank",
            (
              "t6"."unnamed" = 0
            ) AND (
              "t6"."buyers" > 0
            ) AND (
              "t8"."lowest" > 0
            ) AS "is_sure",
            ROW_NUMBER() OVER (
              PARTITION BY "t6"."deal_id"
              ORDER BY "t6"."occurred_at" ASC, "t6"."activity_id" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "place",
            FIRST_VALUE("t6"."top_rank") OVER (
              PARTITION BY "t6"."deal_id"
              ORDER BY "t6"."occurred_at" ASC, "t6"."activity_id" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "first_top"
          FROM (
            SELECT
              *
            FROM "book_event" AS "t1"
            WHERE
              "t1"."kind" = 'demo'
              AND "t1"."kind" IN ('meeting', 'call', 'demo')
              AND "t1"."status" IN ('held', 'unknown')
              AND "t1"."direction" <> 'internal'
          ) AS "t6"
          LEFT OUTER JOIN (
            SELECT
              "t5"."deal_id",
              "t5"."activity_id",
              MIN("t5"."rank") AS "lowest"
            FROM (
              SELECT
                *
              FROM "book_presence" AS "t2"
              WHERE
                "t2"."kind" = 'demo' AND "t2"."part" <> 'cc'
            ) AS "t5"
            GROUP BY
              1,
              2
          ) AS "t8"
            ON "t6"."deal_id" = "t8"."deal_id" AND "t6"."activity_id" = "t8"."activity_id"
        ) AS "t9"
        GROUP BY
          1
      ) AS "t11"
        ON "t3"."deal_id" = "t11"."deal_id"
    ) AS "t12"
  ) AS "t13"
) AS "t14"
