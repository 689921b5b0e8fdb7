WITH "t7" AS (
  SELECT
    *
  FROM "book_event" AS "t1"
  WHERE
    "t1"."kind" IN ('meeting', 'call', 'demo')
    AND "t1"."status" IN ('held', 'unknown')
    AND "t1"."direction" <> 'internal'
)
SELECT
  "t38"."deal_id",
  CASE
    WHEN "t38"."is_new" AND (
      "t38"."is_doubted" IS NULL
    )
    THEN 'hit'
    WHEN "t38"."is_known"
    THEN 'clear'
    ELSE 'unknown'
  END AS "answer",
  CASE
    WHEN CASE
      WHEN "t38"."is_new" AND (
        "t38"."is_doubted" IS NULL
      )
      THEN 'hit'
      WHEN "t38"."is_known"
      THEN 'clear'
      ELSE 'unknown'
    END <> 'unknown'
    THEN CAST("t38"."most" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE
    WHEN CASE
      WHEN "t38"."is_new" AND (
        "t38"."is_doubted" IS NULL
      )
      THEN 'hit'
      WHEN "t38"."is_known"
      THEN 'clear'
      ELSE 'unknown'
    END = 'hit'
    THEN "t38"."latest_at"
    ELSE CAST(NULL AS BIGINT)
  END AS "hit_at"
FROM (
  SELECT
    "t37".*
    EXCLUDE ("deal_id_right")
  FROM (
    SELECT
      "t36"."deal_id",
      "t36"."as_of",
      "t36"."opened_at",
      "t36"."account_id",
      "t36"."owner_id",
      "t36"."pipeline",
      "t36"."stage",
      "t36"."stage_entered_at",
      "t36"."amount",
      "t36"."size_band",
      "t36"."segment",
      "t36"."product",
      "t36"."channel",
      "t36"."history_complete",
      "t36"."is_look_back",
      "t36"."most",
      "t36"."is_new",
      "t36"."is_known",
      "t36"."latest_at",
      "t27"."deal_id" AS "deal_id_right",
      "t27"."is_doubted"
    FROM (
      SELECT
        "t34".*
        EXCLUDE ("deal_id_right")
      FROM (
        SELECT
          "t33"."deal_id",
          "t33"."as_of",
          "t33"."opened_at",
          "t33"."account_id",
          "t33"."owner_id",
          "t33"."pipeline",
          "t33"."stage",
          "t33"."stage_entered_at",
          "t33"."amount",
          "t33"."size_band",
          "t33"."segment",
          "t33"."product",
          "t33"."channel",
          "t33"."history_complete",
          "t33"."is_look_back",
          "t33"."most",
          "t33"."is_new",
          "t33"."is_known",
          "t17"."deal_id" AS "deal_id_right",
          "t17"."latest_at"
        FROM (
          SELECT
            "t31".*
            EXCLUDE ("deal_id_right")
          FROM (
            SELECT
              "t4"."deal_id",
              "t4"."as_of",
              "t4"."opened_at",
              "t4"."account_id",
              "t4"."owner_id",
              "t4"."pipeline",
              "t4"."stage",
              "t4"."stage_entered_at",
              "t4"."amount",
              "t4"."size_band",
              "t4"."segment",
              "t4"."product",
              "t4"."channel",
              "t4"."history_complete",
              "t4"."is_look_back",
              "t30"."deal_id" AS "deal_id_right",
              "t30"."most",
              "t30"."is_new",
              "t30"."is_known"
            FROM "book_deal" AS "t4"
            LEFT OUTER JOIN (
              SELECT
                "t28"."deal_id",
                MIN("t28"."most") AS "most",
                BOOL_OR(CAST("t28"."is_new" AS BOOLEAN)) AS "is_new",
                BOOL_AND(CAST("t28"."most" >= 3 AS BOOLEAN)) AS "is_known"
              FROM (
                SELECT
                  "t25"."deal_id",
                  "t25"."basis",
                  "t25"."most",
                  "t25"."is_told",
                  (
                    "t25"."most" < 3
                  ) AND "t25"."is_told" AS "is_new"
                FROM (
                  SELECT
                    "t22"."deal_id",
                    "t22"."basis",
                    MAX("t22"."closed") AS "most",
                    BOOL_AND(CAST("t22"."is_told" AS BOOLEAN)) AS "is_told"
                  FROM (
                    SELECT
                      "t18"."deal_id",
                      "t18"."seller_id",
                      "t18"."basis",
                      "t18"."on_call",
                      "t18"."closed",
                      "t18"."won",
                      "t18"."team_closed",
                      "t18"."team_won",
                      "t18"."rate",
                      "t18"."low",
                      "t18"."high",
                      "t18"."first_at",
                      "t18"."record_from",
                      "t18"."as_of",
                      COALESCE(
                        (
                          (
                            "t18"."first_at" - "t18"."record_from"
                          ) >= 15552000
                        )
                        OR (
                          (
                            "t18"."as_of" - "t18"."record_from"
                          ) >= 63072000
                        ),
                        FALSE
                      ) AS "is_told"
                    FROM (
                      SELECT
                        "t13"."deal_id",
                        "t13"."seller_id",
                        "t13"."basis",
                        "t13"."on_call",
                        "t13"."closed",
                        "t13"."won",
                        "t13"."team_closed",
                        "t13"."team_won",
                        "t13"."rate",
                        "t13"."low",
                        "t13"."high",
                        "t13"."first_at",
                        "t13"."record_from",
                        "t6"."as_of"
                      FROM (
                        SELECT
                          *
                        FROM "book_experience" AS "t3"
                        WHERE
                          "t3"."on_call" = 1 AND "t3"."team_closed" >= 20
                      ) AS "t13"
                      INNER JOIN (
                        SELECT
                          "t0"."deal_id",
                          "t0"."as_of"
                        FROM "book_deal" AS "t0"
                      ) AS "t6"
                        ON "t13"."deal_id" = "t6"."deal_id"
                    ) AS "t18"
                  ) AS "t22"
                  GROUP BY
                    1,
                    2
                ) AS "t25"
              ) AS "t28"
              GROUP BY
                1
            ) AS "t30"
              ON "t4"."deal_id" = "t30"."deal_id"
          ) AS "t31"
        ) AS "t33"
        LEFT OUTER JOIN (
          SELECT
            "t11"."deal_id",
            MAX("t11"."occurred_at") AS "latest_at"
          FROM "t7" AS "t11"
          GROUP BY
            1
        ) AS "t17"
          ON "t33"."deal_id" = "t17"."deal_id"
      ) AS "t34"
    ) AS "t36"
    LEFT OUTER JOIN (
      SELECT
        "t24"."deal_id",
        TRUE AS "is_doubted"
      FROM (
        SELECT DISTINCT
          *
        FROM (
          SELECT
            "t14"."deal_id"
          FROM "t7" AS "t14"
          ANTI JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t12"."deal_id",
                "t12"."activity_id",
                "t12"."occurred_at",
                "t12"."seller_id"
              FROM (
                SELECT
                  *
                FROM "book_seat" AS "t2"
                WHERE
                  "t2"."part" <> 'cc'
              ) AS "t12"
              SEMI JOIN "t7" AS "t15"
                ON "t12"."deal_id" = "t15"."deal_id" AND "t12"."activity_id" = "t15"."activity_id"
            ) AS "t19"
            UNION
            SELECT
              *
            FROM (
              SELECT
                "t1"."deal_id",
                "t1"."activity_id",
                "t1"."occurred_at",
                "t1"."owner_id" AS "seller_id"
              FROM "book_event" AS "t1"
              WHERE
                "t1"."kind" IN ('meeting', 'call', 'demo')
                AND "t1"."status" IN ('held', 'unknown')
                AND "t1"."direction" <> 'internal'
                AND "t1"."owner_id" IS NOT NULL
            ) AS "t8"
          ) AS "t21"
            ON "t14"."deal_id" = "t21"."deal_id" AND "t14"."activity_id" = "t21"."activity_id"
        ) AS "t23"
      ) AS "t24"
    ) AS "t27"
      ON "t36"."deal_id" = "t27"."deal_id"
  ) AS "t37"
) AS "t38"
