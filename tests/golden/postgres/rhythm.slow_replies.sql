SELECT
  "t24"."deal_id",
  "t24"."answer",
  CASE
    WHEN "t24"."answer" <> 'unknown'
    THEN "t24"."value"
    ELSE CAST(NULL AS DOUBLE PRECISION)
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
    "t23"."history_complete",
    "t23"."is_look_back",
    "t23"."waits",
    "t23"."slow",
    "t23"."middle",
    "t23"."slow_at",
    "t23"."unsigned",
    CASE
      WHEN (
        "t23"."waits" >= 2
      )
      AND (
        (
          "t23"."slow" >= 2
        )
        AND (
          "t23"."slow" >= (
            "t23"."waits" * 0.3333333333333333
          )
        )
      )
      THEN 'hit'
      WHEN (
        "t23"."waits" >= 2
      )
      AND NOT (
        (
          "t23"."slow" >= 2
        )
        AND (
          "t23"."slow" >= (
            "t23"."waits" * 0.3333333333333333
          )
        )
      )
      AND (
        "t23"."unsigned" IS NULL
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t23"."middle" AS "value",
    "t23"."slow_at" AS "hit_at"
  FROM (
    SELECT
      "t22"."deal_id",
      "t22"."as_of",
      "t22"."opened_at",
      "t22"."account_id",
      "t22"."owner_id",
      "t22"."pipeline",
      "t22"."stage",
      "t22"."stage_entered_at",
      "t22"."amount",
      "t22"."size_band",
      "t22"."segment",
      "t22"."history_complete",
      "t22"."is_look_back",
      "t22"."waits",
      "t22"."slow",
      "t22"."middle",
      "t22"."slow_at",
      "t22"."unsigned"
    FROM (
      SELECT
        "t21"."deal_id",
        "t21"."as_of",
        "t21"."opened_at",
        "t21"."account_id",
        "t21"."owner_id",
        "t21"."pipeline",
        "t21"."stage",
        "t21"."stage_entered_at",
        "t21"."amount",
        "t21"."size_band",
        "t21"."segment",
        "t21"."history_complete",
        "t21"."is_look_back",
        "t21"."waits",
        "t21"."slow",
        "t21"."middle",
        "t21"."slow_at",
        "t8"."deal_id" AS "deal_id_right",
        "t8"."unsigned"
      FROM (
        SELECT
          "t19"."deal_id",
          "t19"."as_of",
          "t19"."opened_at",
          "t19"."account_id",
          "t19"."owner_id",
          "t19"."pipeline",
          "t19"."stage",
          "t19"."stage_entered_at",
          "t19"."amount",
          "t19"."size_band",
          "t19"."segment",
          "t19"."history_complete",
          "t19"."is_look_back",
          "t19"."waits",
          "t19"."slow",
          "t19"."middle",
          "t19"."slow_at"
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
            "t2"."history_complete",
            "t2"."is_look_back",
            "t18"."deal_id" AS "deal_id_right",
            "t18"."waits",
            "t18"."slow",
            "t18"."middle",
            "t18"."slow_at"
          FROM "book_deal" AS "t2"
          LEFT OUTER JOIN (
            SELECT
              "t16"."deal_id",
              COUNT(*) AS "waits",
              SUM(CAST(CAST("t16"."is_slow" AS INT) AS BIGINT)) AS "slow",
              PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
                "t16"."hours") AS "middle",
              MAX(
                CASE
                  WHEN "t16"."is_slow"
                  THEN "t16"."asked_at" + 259200
                  ELSE CAST(NULL AS BIGINT)
                END
              ) AS "slow_at"
            FROM (
              SELECT
                "t15"."deal_id",
                "t15"."is_ours",
                "t15"."ask_id",
                "t15"."asked_at",
                "t15"."answer_id",
                "t15"."answered_at",
                "t15"."as_of",
                CAST((
                  COALESCE("t15"."answered_at", "t15"."as_of") - "t15"."asked_at"
                ) AS DOUBLE PRECISION) / 3600 AS "hours",
                COALESCE("t15"."answered_at", "t15"."as_of") > (
                  "t15"."asked_at" + 259200
                ) AS "is_slow"
              FROM (
                SELECT
                  "t14"."deal_id",
                  "t14"."is_ours",
                  "t14"."ask_id",
                  "t14"."asked_at",
                  "t14"."answer_id",
                  "t14"."answered_at",
                  "t4"."as_of"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t11"."deal_id",
                      "t11"."is_ours",
                      "t11"."activity_id" AS "ask_id",
                      "t11"."occurred_at" AS "asked_at",
                      LEAD("t11"."activity_id") OVER (
                        PARTITION BY "t11"."deal_id"
                        ORDER BY "t11"."occurred_at" ASC, "t11"."is_ours" ASC, "t11"."activity_id" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ) AS "answer_id",
                      LEAD("t11"."occurred_at") OVER (
                        PARTITION BY "t11"."deal_id"
                        ORDER BY "t11"."occurred_at" ASC, "t11"."is_ours" ASC, "t11"."activity_id" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ) AS "answered_at"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t9"."deal_id",
                          "t9"."activity_id",
                          "t9"."occurred_at",
                          "t9"."is_ours",
                          COALESCE(
                            LAG("t9"."is_ours") OVER (
                              PARTITION BY "t9"."deal_id"
                              ORDER BY "t9"."occurred_at" ASC, "t9"."is_ours" ASC, "t9"."activity_id" ASC
                              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                            ),
                            1
                          ) AS "after_ours"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t1"."deal_id",
                              "t1"."activity_id",
                              "t1"."occurred_at",
                              CASE
                                WHEN "t1"."kind" IN ('email', 'chat', 'letter')
                                THEN CASE
                                  WHEN "t1"."is_automated"
                                  THEN CAST(NULL AS BIGINT)
                                  ELSE CASE WHEN "t1"."direction" = 'inbound' THEN 0 ELSE 1 END
                                END
                                WHEN "t1"."status" IN ('held', 'unknown')
                                THEN 1
                                WHEN (
                                  "t1"."status" = 'missed'
                                ) AND (
                                  "t1"."kind" = 'call'
                                )
                                THEN CASE WHEN "t1"."direction" = 'inbound' THEN 0 ELSE 1 END
                                ELSE CAST(NULL AS BIGINT)
                              END AS "is_ours"
                            FROM "book_event" AS "t1"
                            WHERE
                              "t1"."kind" IN ('email', 'chat', 'letter', 'meeting', 'call', 'demo')
                              AND "t1"."direction" <> 'internal'
                          ) AS "t7"
                          WHERE
                            "t7"."is_ours" IS NOT NULL
                        ) AS "t9"
                      ) AS "t10"
                      WHERE
                        "t10"."is_ours" <> "t10"."after_ours"
                    ) AS "t11"
                  ) AS "t12"
                  WHERE
                    "t12"."is_ours" = 0
                ) AS "t14"
                INNER JOIN (
                  SELECT
                    "t0"."deal_id",
                    "t0"."as_of"
                  FROM "book_deal" AS "t0"
                ) AS "t4"
                  ON "t14"."deal_id" = "t4"."deal_id"
              ) AS "t15"
              WHERE
                (
                  "t15"."answered_at" IS NOT NULL
                )
                OR (
                  COALESCE("t15"."answered_at", "t15"."as_of") > (
                    "t15"."asked_at" + 259200
                  )
                )
            ) AS "t16"
            GROUP BY
              1
          ) AS "t18"
            ON "t2"."deal_id" = "t18"."deal_id"
        ) AS "t19"
      ) AS "t21"
      LEFT OUTER JOIN (
        SELECT
          "t5"."deal_id",
          TRUE AS "unsigned"
        FROM (
          SELECT DISTINCT
            "t1"."deal_id"
          FROM "book_event" AS "t1"
          WHERE
            "t1"."direction" = 'unknown'
            AND "t1"."kind" IN ('email', 'chat', 'letter')
            AND NOT (
              "t1"."is_automated"
            )
        ) AS "t5"
      ) AS "t8"
        ON "t21"."deal_id" = "t8"."deal_id"
    ) AS "t22"
  ) AS "t23"
) AS "t24"
