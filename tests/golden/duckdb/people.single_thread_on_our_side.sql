WITH "t6" AS (
  SELECT
    *
  FROM "book_event" AS "t0"
  WHERE
    NOT (
      "t0"."is_automated"
    )
    AND "t0"."direction" <> 'internal'
    AND "t0"."kind" IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
    AND "t0"."status" IN ('held', 'unknown')
), "t23" AS (
  SELECT
    *
  FROM (
    SELECT
      "t13"."deal_id",
      "t13"."activity_id",
      "t13"."occurred_at",
      "t13"."seller_id"
    FROM (
      SELECT
        *
      FROM "book_seat" AS "t3"
      WHERE
        "t3"."part" <> 'cc'
    ) AS "t13"
    SEMI JOIN "t6" AS "t15"
      ON "t13"."deal_id" = "t15"."deal_id" AND "t13"."activity_id" = "t15"."activity_id"
  ) AS "t21"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t0"."deal_id",
      "t0"."activity_id",
      "t0"."occurred_at",
      "t0"."owner_id" AS "seller_id"
    FROM "book_event" AS "t0"
    WHERE
      NOT (
        "t0"."is_automated"
      )
      AND "t0"."direction" <> 'internal'
      AND "t0"."kind" IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
      AND "t0"."status" IN ('held', 'unknown')
      AND "t0"."owner_id" IS NOT NULL
  ) AS "t7"
)
SELECT
  "t51"."deal_id",
  "t51"."answer",
  CASE
    WHEN "t51"."answer" <> 'unknown'
    THEN CAST("t51"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t51"."answer" = 'hit' THEN "t51"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t50"."deal_id",
    "t50"."as_of",
    "t50"."opened_at",
    "t50"."account_id",
    "t50"."owner_id",
    "t50"."pipeline",
    "t50"."stage",
    "t50"."stage_entered_at",
    "t50"."amount",
    "t50"."size_band",
    "t50"."segment",
    "t50"."product",
    "t50"."channel",
    "t50"."history_complete",
    "t50"."is_look_back",
    "t50"."contacts",
    "t50"."latest_at",
    "t50"."ours",
    "t50"."nameless",
    "t50"."age_days",
    "t50"."usual",
    "t50"."enough_at",
    CASE
      WHEN (
        "t50"."contacts" >= 3
      )
      AND (
        "t50"."nameless" = 0
      )
      AND (
        "t50"."ours" = 1
      )
      AND (
        "t50"."usual" > 1
      )
      THEN 'hit'
      WHEN (
        "t50"."ours" > 1
      )
      OR (
        (
          "t50"."contacts" >= 3
        )
        AND (
          "t50"."nameless" = 0
        )
        AND (
          "t50"."ours" = 1
        )
        AND (
          "t50"."usual" <= 1
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t50"."contacts" AS "value",
    GREATEST("t50"."opened_at" + (
      "t50"."age_days" * 86400
    ), "t50"."enough_at") AS "hit_at"
  FROM (
    SELECT
      "t49".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t48"."deal_id",
        "t48"."as_of",
        "t48"."opened_at",
        "t48"."account_id",
        "t48"."owner_id",
        "t48"."pipeline",
        "t48"."stage",
        "t48"."stage_entered_at",
        "t48"."amount",
        "t48"."size_band",
        "t48"."segment",
        "t48"."product",
        "t48"."channel",
        "t48"."history_complete",
        "t48"."is_look_back",
        "t48"."contacts",
        "t48"."latest_at",
        "t48"."ours",
        "t48"."nameless",
        "t48"."age_days",
        "t48"."usual",
        "t27"."deal_id" AS "deal_id_right",
        "t27"."enough_at"
      FROM (
        SELECT
          "t46".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t45"."deal_id",
            "t45"."as_of",
            "t45"."opened_at",
            "t45"."account_id",
            "t45"."owner_id",
            "t45"."pipeline",
            "t45"."stage",
            "t45"."stage_entered_at",
            "t45"."amount",
            "t45"."size_band",
            "t45"."segment",
            "t45"."product",
            "t45"."channel",
            "t45"."history_complete",
            "t45"."is_look_back",
            "t45"."contacts",
            "t45"."latest_at",
            "t45"."ours",
            "t45"."nameless",
            "t33"."deal_id" AS "deal_id_right",
            "t33"."age_days",
            "t33"."usual"
          FROM (
            SELECT
              "t43".*
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
                "t42"."deal_id" AS "deal_id_right",
                "t42"."contacts",
                "t42"."latest_at",
                "t42"."ours",
                "t42"."nameless"
              FROM "book_deal" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t40"."deal_id",
                  "t40"."contacts",
                  "t40"."latest_at",
                  COALESCE("t40"."ours", 0) AS "ours",
                  COALESCE("t40"."nameless", 0) AS "nameless"
                FROM (
                  SELECT
                    "t39".*
                    EXCLUDE ("deal_id_right")
                  FROM (
                    SELECT
                      "t38"."deal_id",
                      "t38"."contacts",
                      "t38"."latest_at",
                      "t38"."ours",
                      "t35"."deal_id" AS "deal_id_right",
                      "t35"."nameless"
                    FROM (
                      SELECT
                        "t36".*
                        EXCLUDE ("deal_id_right")
                      FROM (
                        SELECT
                          "t18"."deal_id",
                          "t18"."contacts",
                          "t18"."latest_at",
                          "t30"."deal_id" AS "deal_id_right",
                          "t30"."ours"
                        FROM (
                          SELECT
                            "t11"."deal_id",
                            COUNT(*) AS "contacts",
                            MAX("t11"."occurred_at") AS "latest_at"
                          FROM "t6" AS "t11"
                          GROUP BY
                            1
                        ) AS "t18"
                        LEFT OUTER JOIN (
                          SELECT
                            "t24"."deal_id",
                            COUNT(DISTINCT "t24"."seller_id") AS "ours"
                          FROM "t23" AS "t24"
                          GROUP BY
                            1
                        ) AS "t30"
                          ON "t18"."deal_id" = "t30"."deal_id"
                      ) AS "t36"
                    ) AS "t38"
                    LEFT OUTER JOIN (
                      SELECT
                        "t31"."deal_id",
                        COUNT(*) AS "nameless"
                      FROM (
                        SELECT
                          "t14"."deal_id",
                          "t14"."activity_id",
                          "t14"."occurred_at",
                          "t14"."kind",
                          "t14"."direction",
                          "t14"."status",
                          "t14"."is_automated",
                          "t14"."buyers",
                          "t14"."unnamed",
                          "t14"."top_rank",
                          "t14"."owner_id",
                          "t14"."has_attachment",
                          "t14"."has_body"
                        FROM "t6" AS "t14"
                        ANTI JOIN "t23" AS "t26"
                          ON "t14"."deal_id" = "t26"."deal_id" AND "t14"."activity_id" = "t26"."activity_id"
                      ) AS "t31"
                      GROUP BY
                        1
                    ) AS "t35"
                      ON "t38"."deal_id" = "t35"."deal_id"
                  ) AS "t39"
                ) AS "t40"
              ) AS "t42"
                ON "t4"."deal_id" = "t42"."deal_id"
            ) AS "t43"
          ) AS "t45"
          LEFT OUTER JOIN (
            SELECT
              "t29"."deal_id",
              "t29"."age_days",
              "t29"."usual"
            FROM (
              SELECT
                "t16"."deal_id",
                "t16"."group",
                "t22"."age_days",
                "t22"."valid_from",
                COALESCE("t9"."of_band", "t22"."usual") AS "usual"
              FROM (
                SELECT
                  "t1"."deal_id",
                  "t1"."as_of",
                  "t1"."size_band",
                  "t1"."size_band" || '	' || "t1"."segment" AS "group",
                  "t1"."as_of" - "t1"."opened_at" AS "age"
                FROM "book_deal" AS "t1"
              ) AS "t16"
              INNER JOIN (
                SELECT
                  "t8"."grp",
                  "t8"."age_days",
                  "t8"."valid_from",
                  "t8"."valid_to",
                  "t8"."n",
                  "t8"."p10",
                  "t8"."p25",
                  "t8"."p50",
                  "t8"."p75",
                  "t8"."p90",
                  "t8"."usual",
                  COALESCE(
                    LEAD("t8"."age_days") OVER (
                      PARTITION BY "t8"."valid_from"
                      ORDER BY "t8"."age_days" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ),
                    1000000
                  ) AS "next_age"
                FROM (
                  SELECT
                    "t2"."grp",
                    "t2"."age_days",
                    "t2"."valid_from",
                    "t2"."valid_to",
                    "t2"."n",
                    "t2"."p10",
                    "t2"."p25",
                    "t2"."p50",
                    "t2"."p75",
                    "t2"."p90",
                    "t2"."p25" AS "usual"
                  FROM "book_baseline" AS "t2"
                  WHERE
                    "t2"."grp" = 'all'
                ) AS "t8"
              ) AS "t22"
                ON "t16"."as_of" >= "t22"."valid_from"
                AND "t16"."as_of" < "t22"."valid_to"
                AND "t16"."age" >= (
                  "t22"."age_days" * 86400
                )
                AND "t16"."age" < (
                  "t22"."next_age" * 86400
                )
              LEFT OUTER JOIN (
                SELECT
                  "t2"."age_days",
                  "t2"."valid_from",
                  "t2"."grp" AS "size_band",
                  "t2"."p25" AS "of_band"
                FROM "book_baseline" AS "t2"
              ) AS "t9"
                ON "t16"."size_band" = "t9"."size_band"
                AND "t22"."age_days" = "t9"."age_days"
                AND "t22"."valid_from" = "t9"."valid_from"
            ) AS "t29"
          ) AS "t33"
            ON "t45"."deal_id" = "t33"."deal_id"
        ) AS "t46"
      ) AS "t48"
      LEFT OUTER JOIN (
        SELECT
          "t20"."deal_id",
          "t20"."occurred_at" AS "enough_at"
        FROM (
          SELECT
            "t11"."deal_id",
            "t11"."occurred_at",
            ROW_NUMBER() OVER (
              PARTITION BY "t11"."deal_id"
              ORDER BY "t11"."occurred_at" ASC, "t11"."activity_id" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "place"
          FROM "t6" AS "t11"
        ) AS "t20"
        WHERE
          "t20"."place" = 2
      ) AS "t27"
        ON "t48"."deal_id" = "t27"."deal_id"
    ) AS "t49"
  ) AS "t50"
) AS "t51"
