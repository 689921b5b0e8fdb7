SELECT
  "t46"."deal_id",
  "t46"."answer",
  CASE
    WHEN "t46"."answer" <> 'unknown'
    THEN CAST("t46"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t46"."answer" = 'hit' THEN "t46"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    COALESCE("t45"."engaged", CASE WHEN "t45"."is_named" THEN 0 ELSE CAST(NULL AS BIGINT) END) AS "engaged",
    "t45"."is_named",
    "t45"."nameless",
    "t45"."age_days",
    "t45"."usual",
    CASE
      WHEN (
        COALESCE("t45"."engaged", CASE WHEN "t45"."is_named" THEN 0 ELSE CAST(NULL AS BIGINT) END) + COALESCE("t45"."nameless", 0)
      ) < "t45"."usual"
      THEN 'hit'
      WHEN COALESCE("t45"."engaged", CASE WHEN "t45"."is_named" THEN 0 ELSE CAST(NULL AS BIGINT) END) >= "t45"."usual"
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t45"."engaged", CASE WHEN "t45"."is_named" THEN 0 ELSE CAST(NULL AS BIGINT) END) AS "value",
    "t45"."opened_at" + (
      "t45"."age_days" * 86400
    ) AS "hit_at"
  FROM (
    SELECT
      "t44"."deal_id",
      "t44"."as_of",
      "t44"."opened_at",
      "t44"."account_id",
      "t44"."owner_id",
      "t44"."pipeline",
      "t44"."stage",
      "t44"."stage_entered_at",
      "t44"."amount",
      "t44"."size_band",
      "t44"."segment",
      "t44"."product",
      "t44"."channel",
      "t44"."history_complete",
      "t44"."is_look_back",
      "t44"."engaged",
      "t44"."is_named",
      "t44"."nameless",
      "t44"."age_days",
      "t44"."usual"
    FROM (
      SELECT
        "t43"."deal_id",
        "t43"."as_of",
        "t43"."opened_at",
        "t43"."account_id",
        "t43"."owner_id",
        "t43"."pipeline",
        "t43"."stage",
        "t43"."stage_entered_at",
        "t43"."amount",
        "t43"."size_band",
        "t43"."segment",
        "t43"."product",
        "t43"."channel",
        "t43"."history_complete",
        "t43"."is_look_back",
        "t43"."engaged",
        "t43"."is_named",
        "t43"."nameless",
        "t34"."deal_id" AS "deal_id_right",
        "t34"."age_days",
        "t34"."usual"
      FROM (
        SELECT
          "t41"."deal_id",
          "t41"."as_of",
          "t41"."opened_at",
          "t41"."account_id",
          "t41"."owner_id",
          "t41"."pipeline",
          "t41"."stage",
          "t41"."stage_entered_at",
          "t41"."amount",
          "t41"."size_band",
          "t41"."segment",
          "t41"."product",
          "t41"."channel",
          "t41"."history_complete",
          "t41"."is_look_back",
          "t41"."engaged",
          "t41"."is_named",
          "t41"."nameless"
        FROM (
          SELECT
            "t40"."deal_id",
            "t40"."as_of",
            "t40"."opened_at",
            "t40"."account_id",
            "t40"."owner_id",
            "t40"."pipeline",
            "t40"."stage",
            "t40"."stage_entered_at",
            "t40"."amount",
            "t40"."size_band",
            "t40"."segment",
            "t40"."product",
            "t40"."channel",
            "t40"."history_complete",
            "t40"."is_look_back",
            "t40"."engaged",
            "t40"."is_named",
            "t30"."deal_id" AS "deal_id_right",
            "t30"."nameless"
          FROM (
            SELECT
              "t38"."deal_id",
              "t38"."as_of",
              "t38"."opened_at",
              "t38"."account_id",
              "t38"."owner_id",
              "t38"."pipeline",
              "t38"."stage",
              "t38"."stage_entered_at",
              "t38"."amount",
              "t38"."size_band",
              "t38"."segment",
              "t38"."product",
              "t38"."channel",
              "t38"."history_complete",
              "t38"."is_look_back",
              "t38"."engaged",
              "t38"."is_named"
            FROM (
              SELECT
                "t37"."deal_id",
                "t37"."as_of",
                "t37"."opened_at",
                "t37"."account_id",
                "t37"."owner_id",
                "t37"."pipeline",
                "t37"."stage",
                "t37"."stage_entered_at",
                "t37"."amount",
                "t37"."size_band",
                "t37"."segment",
                "t37"."product",
                "t37"."channel",
                "t37"."history_complete",
                "t37"."is_look_back",
                "t37"."engaged",
                "t22"."deal_id" AS "deal_id_right",
                "t22"."is_named"
              FROM (
                SELECT
                  "t35"."deal_id",
                  "t35"."as_of",
                  "t35"."opened_at",
                  "t35"."account_id",
                  "t35"."owner_id",
                  "t35"."pipeline",
                  "t35"."stage",
                  "t35"."stage_entered_at",
                  "t35"."amount",
                  "t35"."size_band",
                  "t35"."segment",
                  "t35"."product",
                  "t35"."channel",
                  "t35"."history_complete",
                  "t35"."is_look_back",
                  "t35"."engaged"
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
                    "t33"."deal_id" AS "deal_id_right",
                    "t33"."engaged"
                  FROM "book_deal" AS "t4"
                  LEFT OUTER JOIN (
                    SELECT
                      "t28"."deal_id",
                      COUNT(*) AS "engaged"
                    FROM (
                      SELECT DISTINCT
                        "t27"."deal_id",
                        "t27"."person_id"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t3"."deal_id",
                            "t3"."activity_id",
                            "t3"."person_id",
                            "t3"."occurred_at",
                            "t3"."rank",
                            0 AS "wrote"
                          FROM "book_presence" AS "t3"
                          WHERE
                            "t3"."kind" IN ('meeting', 'call', 'demo')
                            AND "t3"."status" IN ('held', 'unknown')
                            AND "t3"."direction" <> 'internal'
                            AND "t3"."part" <> 'cc'
                        ) AS "t14"
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t20"."deal_id",
                            "t20"."activity_id",
                            "t20"."person_id",
                            "t20"."occurred_at",
                            "t20"."rank",
                            1 AS "wrote"
                          FROM (
                            SELECT
                              *
                            FROM "book_presence" AS "t3"
                            WHERE
                              "t3"."direction" = 'inbound'
                              AND "t3"."kind" IN ('email', 'chat', 'letter')
                              AND "t3"."part" <> 'to'
                              AND "t3"."part" <> 'cc'
                          ) AS "t20"
                          WHERE
                            NOT EXISTS(
                              SELECT
                                1
                              FROM (
                                SELECT
                                  *
                                FROM "book_event" AS "t2"
                                WHERE
                                  "t2"."direction" = 'inbound'
                                  AND "t2"."kind" IN ('email', 'chat', 'letter')
                                  AND "t2"."is_automated"
                              ) AS "t17"
                              WHERE
                                "t20"."deal_id" = "t17"."deal_id" AND "t20"."activity_id" = "t17"."activity_id"
                            )
                        ) AS "t25"
                      ) AS "t27"
                    ) AS "t28"
                    GROUP BY
                      1
                  ) AS "t33"
                    ON "t4"."deal_id" = "t33"."deal_id"
                ) AS "t35"
              ) AS "t37"
              LEFT OUTER JOIN (
                SELECT
                  "t7"."deal_id",
                  TRUE AS "is_named"
                FROM (
                  SELECT DISTINCT
                    "t3"."deal_id"
                  FROM "book_presence" AS "t3"
                ) AS "t7"
              ) AS "t22"
                ON "t37"."deal_id" = "t22"."deal_id"
            ) AS "t38"
          ) AS "t40"
          LEFT OUTER JOIN (
            SELECT
              "t24"."deal_id",
              SUM(GREATEST("t24"."unnamed", 1)) AS "nameless"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t2"."deal_id",
                    "t2"."activity_id",
                    "t2"."occurred_at",
                    "t2"."kind",
                    "t2"."direction",
                    "t2"."status",
                    "t2"."is_automated",
                    "t2"."buyers",
                    "t2"."unnamed",
                    "t2"."top_rank",
                    "t2"."owner_id",
                    "t2"."has_attachment",
                    "t2"."has_body",
                    0 AS "wrote"
                  FROM "book_event" AS "t2"
                  WHERE
                    "t2"."kind" IN ('meeting', 'call', 'demo')
                    AND "t2"."status" IN ('held', 'unknown')
                    AND "t2"."direction" <> 'internal'
                ) AS "t12"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t2"."deal_id",
                    "t2"."activity_id",
                    "t2"."occurred_at",
                    "t2"."kind",
                    "t2"."direction",
                    "t2"."status",
                    "t2"."is_automated",
                    "t2"."buyers",
                    "t2"."unnamed",
                    "t2"."top_rank",
                    "t2"."owner_id",
                    "t2"."has_attachment",
                    "t2"."has_body",
                    1 AS "wrote"
                  FROM "book_event" AS "t2"
                  WHERE
                    "t2"."direction" = 'inbound'
                    AND "t2"."kind" IN ('email', 'chat', 'letter')
                    AND NOT (
                      "t2"."is_automated"
                    )
                ) AS "t13"
              ) AS "t18"
              WHERE
                (
                  "t18"."unnamed" > 0
                ) OR (
                  "t18"."buyers" = 0
                )
            ) AS "t24"
            GROUP BY
              1
          ) AS "t30"
            ON "t40"."deal_id" = "t30"."deal_id"
        ) AS "t41"
      ) AS "t43"
      LEFT OUTER JOIN (
        SELECT
          "t21"."deal_id",
          "t26"."age_days",
          COALESCE("t10"."of_group", COALESCE("t9"."of_band", "t26"."usual")) AS "usual"
        FROM (
          SELECT
            "t0"."deal_id",
            "t0"."as_of",
            "t0"."size_band",
            "t0"."size_band" || '	' || "t0"."segment" AS "group",
            "t0"."as_of" - "t0"."opened_at" AS "age"
          FROM "book_deal" AS "t0"
        ) AS "t21"
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
              "t1"."grp",
              "t1"."age_days",
              "t1"."valid_from",
              "t1"."valid_to",
              "t1"."n",
              "t1"."p10",
              "t1"."p25",
              "t1"."p50",
              "t1"."p75",
              "t1"."p90",
              "t1"."p25" AS "usual"
            FROM "book_baseline" AS "t1"
            WHERE
              "t1"."grp" = 'all'
          ) AS "t8"
        ) AS "t26"
          ON "t21"."as_of" >= "t26"."valid_from"
          AND "t21"."as_of" < "t26"."valid_to"
          AND "t21"."age" >= (
            "t26"."age_days" * 86400
          )
          AND "t21"."age" < (
            "t26"."next_age" * 86400
          )
        LEFT OUTER JOIN (
          SELECT
            "t1"."age_days",
            "t1"."valid_from",
            "t1"."grp" AS "size_band",
            "t1"."p25" AS "of_band"
          FROM "book_baseline" AS "t1"
        ) AS "t9"
          ON "t21"."size_band" = "t9"."size_band"
          AND "t26"."age_days" = "t9"."age_days"
          AND "t26"."valid_from" = "t9"."valid_from"
        LEFT OUTER JOIN (
          SELECT
            "t1"."age_days",
            "t1"."valid_from",
            "t1"."grp" AS "group",
            "t1"."p25" AS "of_group"
          FROM "book_baseline" AS "t1"
        ) AS "t10"
          ON "t21"."group" = "t10"."group"
          AND "t26"."age_days" = "t10"."age_days"
          AND "t26"."valid_from" = "t10"."valid_from"
      ) AS "t34"
        ON "t43"."deal_id" = "t34"."deal_id"
    ) AS "t44"
  ) AS "t45"
) AS "t46"
