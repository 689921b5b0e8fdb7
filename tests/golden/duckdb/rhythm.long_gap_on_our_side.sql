WITH "t7" AS (
  SELECT
    *
  FROM (
    SELECT
      "t1"."deal_id",
      "t1"."activity_id",
      "t1"."occurred_at",
      CASE
        WHEN "t1"."kind" IN ('email', 'chat', 'letter')
        AND (
          "t1"."direction" = 'outbound'
        )
        THEN 1
        ELSE 0
      END AS "wrote",
      CASE
        WHEN "t1"."kind" IN ('email', 'chat', 'letter')
        AND (
          "t1"."is_automated" OR (
            "t1"."direction" = 'inbound'
          )
        )
        THEN CAST(NULL AS BIGINT)
        WHEN "t1"."kind" IN ('email', 'chat', 'letter')
        THEN CASE WHEN "t1"."direction" = 'unknown' THEN 1 ELSE 0 END
        WHEN "t1"."status" IN ('held', 'unknown')
        THEN 0
        WHEN "t1"."status" = 'planned'
        THEN 1
        WHEN (
          "t1"."status" = 'missed'
        )
        AND (
          "t1"."kind" = 'call'
        )
        AND (
          "t1"."direction" <> 'inbound'
        )
        THEN CASE WHEN "t1"."direction" = 'unknown' THEN 1 ELSE 0 END
        ELSE CAST(NULL AS BIGINT)
      END AS "unsure"
    FROM "book_event" AS "t1"
    WHERE
      "t1"."kind" IN ('email', 'chat', 'letter', 'meeting', 'call', 'demo')
      AND "t1"."direction" <> 'internal'
  ) AS "t6"
  WHERE
    "t6"."unsure" IS NOT NULL
)
SELECT
  "t24"."deal_id",
  "t24"."answer",
  CASE
    WHEN "t24"."answer" <> 'unknown'
    THEN CAST("t24"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t24"."answer" = 'hit' THEN "t24"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t23"."deal_id",
    "t23"."as_of",
    "t23"."opened_at",
    "t23"."account_id",
    "t23"."owner_id",
    "t23"."pipeline",
    "t23"."stage",
    "t23"."stage_entered_at",
    "t23"."amount",
    "t23"."size_band",
    "t23"."segment",
    "t23"."product",
    "t23"."channel",
    "t23"."history_complete",
    "t23"."is_look_back",
    "t23"."wrote",
    "t23"."unsure",
    "t23"."longest",
    "t23"."since",
    CASE
      WHEN (
        "t23"."wrote" > 0
      ) AND (
        "t23"."longest" > 2592000
      )
      THEN 'hit'
      WHEN (
        "t23"."wrote" > 0
      )
      AND (
        "t23"."longest" <= 2592000
      )
      AND (
        "t23"."unsure" = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR((
      "t23"."longest"
    ) / (
      86400
    )) AS BIGINT) AS "value",
    "t23"."since" + 2592000 AS "hit_at"
  FROM (
    SELECT
      "t22".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t17"."deal_id",
        "t17"."as_of",
        "t17"."opened_at",
        "t17"."account_id",
        "t17"."owner_id",
        "t17"."pipeline",
        "t17"."stage",
        "t17"."stage_entered_at",
        "t17"."amount",
        "t17"."size_band",
        "t17"."segment",
        "t17"."product",
        "t17"."channel",
        "t17"."history_complete",
        "t17"."is_look_back",
        "t17"."wrote",
        "t17"."unsure",
        "t21"."deal_id" AS "deal_id_right",
        "t21"."longest",
        "t21"."since"
      FROM (
        SELECT
          "t13".*
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
            "t11"."deal_id" AS "deal_id_right",
            "t11"."wrote",
            "t11"."unsure"
          FROM "book_deal" AS "t2"
          LEFT OUTER JOIN (
            SELECT
              "t8"."deal_id",
              SUM("t8"."wrote") AS "wrote",
              SUM("t8"."unsure") AS "unsure"
            FROM "t7" AS "t8"
            GROUP BY
              1
          ) AS "t11"
            ON "t2"."deal_id" = "t11"."deal_id"
        ) AS "t13"
      ) AS "t17"
      LEFT OUTER JOIN (
        SELECT
          "t19"."deal_id",
          MAX("t19"."lasted") AS "longest",
          MIN("t19"."began_at") FILTER(WHERE
            "t19"."lasted" > 2592000) AS "since"
        FROM (
          SELECT
            "t18"."deal_id",
            "t18"."began_with",
            "t18"."began_at",
            "t18"."ended_with",
            "t18"."ended_at",
            "t18"."as_of",
            COALESCE("t18"."ended_at", "t18"."as_of") - "t18"."began_at" AS "lasted"
          FROM (
            SELECT
              "t16"."deal_id",
              "t16"."activity_id" AS "began_with",
              "t16"."occurred_at" AS "began_at",
              LEAD("t16"."activity_id") OVER (
                PARTITION BY "t16"."deal_id"
                ORDER BY "t16"."occurred_at" ASC, "t16"."is_act" ASC, "t16"."activity_id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "ended_with",
              LEAD("t16"."occurred_at") OVER (
                PARTITION BY "t16"."deal_id"
                ORDER BY "t16"."occurred_at" ASC, "t16"."is_act" ASC, "t16"."activity_id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) AS "ended_at",
              "t16"."as_of"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t0"."deal_id",
                  "t0"."as_of",
                  CAST(NULL AS BIGINT) AS "activity_id",
                  "t0"."opened_at" AS "occurred_at",
                  0 AS "is_act"
                FROM "book_deal" AS "t0"
                WHERE
                  "t0"."opened_at" IS NOT NULL
              ) AS "t3"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t12"."deal_id",
                  "t12"."as_of",
                  "t12"."activity_id",
                  "t12"."occurred_at",
                  1 AS "is_act"
                FROM (
                  SELECT
                    "t9"."deal_id",
                    "t9"."activity_id",
                    "t9"."occurred_at",
                    "t9"."wrote",
                    "t9"."unsure",
                    "t5"."opened_at",
                    "t5"."as_of"
                  FROM "t7" AS "t9"
                  INNER JOIN (
                    SELECT
                      "t0"."deal_id",
                      "t0"."opened_at",
                      "t0"."as_of"
                    FROM "book_deal" AS "t0"
                    WHERE
                      "t0"."opened_at" IS NOT NULL
                  ) AS "t5"
                    ON "t9"."deal_id" = "t5"."deal_id"
                ) AS "t12"
                WHERE
                  "t12"."occurred_at" >= "t12"."opened_at"
              ) AS "t14"
            ) AS "t16"
          ) AS "t18"
        ) AS "t19"
        GROUP BY
          1
      ) AS "t21"
        ON "t17"."deal_id" = "t21"."deal_id"
    ) AS "t22"
  ) AS "t23"
) AS "t24"
