SELECT
  "t10"."deal_id",
  "t10"."answer",
  CASE
    WHEN "t10"."answer" <> 'unknown'
    THEN CAST("t10"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t10"."answer" = 'hit' THEN "t10"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t9"."deal_id",
    "t9"."as_of",
    "t9"."opened_at",
    "t9"."account_id",
    "t9"."owner_id",
    "t9"."pipeline",
    "t9"."stage",
    "t9"."stage_entered_at",
    "t9"."amount",
    "t9"."size_band",
    "t9"."segment",
    "t9"."product",
    "t9"."channel",
    "t9"."history_complete",
    "t9"."is_look_back",
    "t9"."pushed",
    "t9"."later",
    "t9"."since",
    CASE
      WHEN (
        "t9"."pushed" >= 2
      ) OR (
        "t9"."later" >= 45
      )
      THEN 'hit'
      WHEN NOT (
        (
          "t9"."pushed" >= 2
        ) OR (
          "t9"."later" >= 45
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t9"."pushed" AS "value",
    "t9"."since" AS "hit_at"
  FROM (
    SELECT
      "t8"."deal_id",
      "t8"."as_of",
      "t8"."opened_at",
      "t8"."account_id",
      "t8"."owner_id",
      "t8"."pipeline",
      "t8"."stage",
      "t8"."stage_entered_at",
      "t8"."amount",
      "t8"."size_band",
      "t8"."segment",
      "t8"."product",
      "t8"."channel",
      "t8"."history_complete",
      "t8"."is_look_back",
      "t8"."pushed",
      "t8"."later",
      "t8"."since"
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
        "t7"."deal_id" AS "deal_id_right",
        "t7"."pushed",
        "t7"."later",
        "t7"."since"
      FROM "book_deal" AS "t2"
      LEFT OUTER JOIN (
        SELECT
          "t5"."deal_id",
          MAX("t5"."pushed") AS "pushed",
          SUM("t5"."days") AS "later",
          MIN("t5"."changed_at") FILTER(WHERE
            (
              "t5"."pushed" >= 2
            ) OR (
              "t5"."later" >= 45
            )) AS "since"
        FROM (
          SELECT
            "t4"."deal_id",
            "t4"."row_id",
            "t4"."changed_at",
            "t4"."sequence",
            "t4"."days",
            SUM(CASE WHEN "t4"."days" > 0 THEN 1 ELSE 0 END) OVER (
              PARTITION BY "t4"."deal_id"
              ORDER BY "t4"."changed_at" ASC, "t4"."sequence" ASC, "t4"."row_id" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS "pushed",
            SUM("t4"."days") OVER (
              PARTITION BY "t4"."deal_id"
              ORDER BY "t4"."changed_at" ASC, "t4"."sequence" ASC, "t4"."row_id" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS "later"
          FROM (
            SELECT
              "t3"."deal_id",
              "t3"."row_id",
              "t3"."changed_at",
              "t3"."sequence",
              COALESCE(
                CAST(EXTRACT(epoch FROM CAST(CAST(CASE
                  WHEN "t3"."new_value" ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                  THEN "t3"."new_value"
                  ELSE CAST(NULL AS VARCHAR)
                END AS DATE) AS TIMESTAMP) - CAST(MAKE_DATE(CAST(1970 AS INT), CAST(1 AS INT), CAST(1 AS INT)) AS TIMESTAMP)) / 86400 AS BIGINT) - COALESCE(
                  CAST(EXTRACT(epoch FROM CAST(CAST(CASE
                    WHEN "t3"."old_value" ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                    THEN "t3"."old_value"
                    ELSE CAST(NULL AS VARCHAR)
                  END AS DATE) AS TIMESTAMP) - CAST(MAKE_DATE(CAST(1970 AS INT), CAST(1 AS INT), CAST(1 AS INT)) AS TIMESTAMP)) / 86400 AS BIGINT),
                  CAST(EXTRACT(epoch FROM CAST(CAST(CASE
                    WHEN LAG("t3"."new_value") OVER (
                      PARTITION BY "t3"."deal_id"
                      ORDER BY "t3"."changed_at" ASC, "t3"."sequence" ASC, "t3"."row_id" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                    THEN LAG("t3"."new_value") OVER (
                      PARTITION BY "t3"."deal_id"
                      ORDER BY "t3"."changed_at" ASC, "t3"."sequence" ASC, "t3"."row_id" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    )
                    ELSE CAST(NULL AS VARCHAR)
                  END AS DATE) AS TIMESTAMP) - CAST(MAKE_DATE(CAST(1970 AS INT), CAST(1 AS INT), CAST(1 AS INT)) AS TIMESTAMP)) / 86400 AS BIGINT)
                ),
                0
              ) AS "days"
            FROM (
              SELECT
                *
              FROM "book_change" AS "t1"
              WHERE
                "t1"."field" = 'close_date' AND "t1"."new_value" ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
            ) AS "t3"
          ) AS "t4"
        ) AS "t5"
        GROUP BY
          1
      ) AS "t7"
        ON "t2"."deal_id" = "t7"."deal_id"
    ) AS "t8"
  ) AS "t9"
) AS "t10"
