SELECT
  "t57"."deal_id",
  "t57"."answer",
  CASE
    WHEN "t57"."answer" <> 'unknown'
    THEN CAST("t57"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t57"."answer" = 'hit' THEN "t57"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t56"."deal_id",
    "t56"."as_of",
    "t56"."opened_at",
    "t56"."account_id",
    "t56"."owner_id",
    "t56"."pipeline",
    "t56"."stage",
    "t56"."stage_entered_at",
    "t56"."amount",
    "t56"."size_band",
    "t56"."segment",
    "t56"."product",
    "t56"."channel",
    "t56"."history_complete",
    "t56"."is_look_back",
    "t56"."is_named",
    "t56"."reached",
    "t56"."doubtful",
    "t56"."is_told",
    "t56"."pieces",
    "t56"."perhaps",
    "t56"."age_days",
    "t56"."usual",
    CASE
      WHEN "t56"."is_told"
      AND (
        (
          "t56"."pieces" + "t56"."perhaps"
        ) < "t56"."usual"
      )
      THEN 'hit'
      WHEN "t56"."is_told"
      AND (
        "t56"."pieces" >= "t56"."usual"
      )
      AND (
        "t56"."pieces" > 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t56"."pieces" AS "value",
    "t56"."opened_at" + (
      "t56"."age_days" * 86400
    ) AS "hit_at"
  FROM (
    SELECT
      "t55".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t54"."deal_id",
        "t54"."as_of",
        "t54"."opened_at",
        "t54"."account_id",
        "t54"."owner_id",
        "t54"."pipeline",
        "t54"."stage",
        "t54"."stage_entered_at",
        "t54"."amount",
        "t54"."size_band",
        "t54"."segment",
        "t54"."product",
        "t54"."channel",
        "t54"."history_complete",
        "t54"."is_look_back",
        "t54"."is_named",
        "t54"."reached",
        "t54"."doubtful",
        "t54"."is_told",
        "t54"."pieces",
        "t54"."perhaps",
        "t35"."deal_id" AS "deal_id_right",
        "t35"."age_days",
        "t35"."usual"
      FROM (
        SELECT
          "t52"."deal_id",
          "t52"."as_of",
          "t52"."opened_at",
          "t52"."account_id",
          "t52"."owner_id",
          "t52"."pipeline",
          "t52"."stage",
          "t52"."stage_entered_at",
          "t52"."amount",
          "t52"."size_band",
          "t52"."segment",
          "t52"."product",
          "t52"."channel",
          "t52"."history_complete",
          "t52"."is_look_back",
          "t52"."is_named",
          "t52"."reached",
          "t52"."doubtful",
          COALESCE("t52"."is_named", FALSE) AS "is_told",
          COALESCE("t52"."reached", 0) AS "pieces",
          COALESCE("t52"."doubtful", 0) AS "perhaps"
        FROM (
          SELECT
            "t51".*
            EXCLUDE ("deal_id_right")
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
              "t50"."is_named",
              "t50"."reached",
              "t47"."deal_id" AS "deal_id_right",
              "t47"."doubtful"
            FROM (
              SELECT
                "t48".*
                EXCLUDE ("deal_id_right")
              FROM (
                SELECT
                  "t42"."deal_id",
                  "t42"."as_of",
                  "t42"."opened_at",
                  "t42"."account_id",
                  "t42"."owner_id",
                  "t42"."pipeline",
                  "t42"."stage",
                  "t42"."stage_entered_at",
                  "t42"."amount",
                  "t42"."size_band",
                  "t42"."segment",
                  "t42"."product",
                  "t42"."channel",
                  "t42"."history_complete",
                  "t42"."is_look_back",
                  "t42"."is_named",
                  "t45"."deal_id" AS "deal_id_right",
                  "t45"."reached"
                FROM (
                  SELECT
                    "t36".*
                    EXCLUDE ("deal_id_right")
                  FROM (
                    SELECT
                      "t5"."deal_id",
                      "t5"."as_of",
                      "t5"."opened_at",
                      "t5"."account_id",
                      "t5"."owner_id",
                      "t5"."pipeline",
                      "t5"."stage",
                      "t5"."stage_entered_at",
                      "t5"."amount",
                      "t5"."size_band",
                      "t5"."segment",
                      "t5"."product",
                      "t5"."channel",
                      "t5"."history_complete",
                      "t5"."is_look_back",
                      "t31"."deal_id" AS "deal_id_right",
                      "t31"."is_named"
                    FROM "book_deal" AS "t5"
                    LEFT OUTER JOIN (
                      SELECT
                        "t27"."deal_id",
                        TRUE AS "is_named"
                      FROM (
                        SELECT DISTINCT
                          *
                        FROM (
                          SELECT
                            "t6"."deal_id"
                          FROM "book_presence" AS "t6"
                          SEMI JOIN (
                            SELECT
                              *
                            FROM "book_member" AS "t4"
                            WHERE
                              "t4"."role" = 'champion'
                          ) AS "t14"
                            ON "t6"."deal_id" = "t14"."deal_id"
                        ) AS "t23"
                      ) AS "t27"
                    ) AS "t31"
                      ON "t5"."deal_id" = "t31"."deal_id"
                  ) AS "t36"
                ) AS "t42"
                LEFT OUTER JOIN (
                  SELECT
                    "t39"."deal_id",
                    COUNT(*) AS "reached"
                  FROM (
                    SELECT
                      "t22"."deal_id",
                      "t22"."activity_id",
                      "t22"."occurred_at",
                      "t22"."kind",
                      "t22"."direction",
                      "t22"."status",
                      "t22"."is_automated",
                      "t22"."buyers",
                      "t22"."unnamed",
                      "t22"."top_rank",
                      "t22"."owner_id",
                      "t22"."has_attachment",
                      "t22"."has_body",
                      "t22"."is_piece"
                    FROM (
                      SELECT
                        "t3"."deal_id",
                        "t3"."activity_id",
                        "t3"."occurred_at",
                        "t3"."kind",
                        "t3"."direction",
                        "t3"."status",
                        "t3"."is_automated",
                        "t3"."buyers",
                        "t3"."unnamed",
                        "t3"."top_rank",
                        "t3"."owner_id",
                        "t3"."has_attachment",
                        "t3"."has_body",
                        CASE
                          WHEN "t3"."kind" IN ('email', 'chat', 'letter')
                          THEN "t3"."has_attachment"
                          AND CASE WHEN "t3"."direction" = 'outbound' THEN TRUE ELSE CAST(NULL AS BOOLEAN) END
                          ELSE TRUE
                        END AS "is_piece"
                      FROM "book_event" AS "t3"
                      WHERE
                        NOT (
                          "t3"."is_automated"
                        )
                        AND "t3"."status" IN ('held', 'unknown')
                        AND (
                          NOT (
                            "t3"."direction" IN ('inbound', 'internal')
                          )
                          OR (
                            "t3"."kind" = 'demo'
                          )
                        )
                        AND "t3"."kind" IN ('email', 'chat', 'letter', 'proposal', 'demo')
                        AND "t3"."direction" <> 'internal'
                        AND COALESCE(
                          CASE
                            WHEN "t3"."kind" IN ('email', 'chat', 'letter')
                            THEN "t3"."has_attachment"
                            AND CASE WHEN "t3"."direction" = 'outbound' THEN TRUE ELSE CAST(NULL AS BOOLEAN) END
                            ELSE TRUE
                          END,
                          FALSE
                        )
                    ) AS "t22"
                    SEMI JOIN (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t6"."deal_id",
                          "t6"."activity_id",
                          "t6"."person_id",
                          "t6"."occurred_at",
                          "t6"."kind",
                          "t6"."direction",
                          "t6"."status",
                          "t6"."part",
                          "t6"."rank"
                        FROM "book_presence" AS "t6"
                        SEMI JOIN (
                          SELECT
                            *
                          FROM "book_member" AS "t4"
                          WHERE
                            "t4"."role" = 'champion'
                        ) AS "t14"
                          ON "t6"."deal_id" = "t14"."deal_id" AND "t6"."person_id" = "t14"."person_id"
                      ) AS "t25"
                      WHERE
                        "t25"."part" <> 'from'
                        AND (
                          (
                            "t25"."part" <> 'cc'
                          ) OR (
                            "t25"."kind" <> 'demo'
                          )
                        )
                    ) AS "t32"
                      ON "t22"."deal_id" = "t32"."deal_id" AND "t22"."activity_id" = "t32"."activity_id"
                  ) AS "t39"
                  GROUP BY
                    1
                ) AS "t45"
                  ON "t42"."deal_id" = "t45"."deal_id"
              ) AS "t48"
            ) AS "t50"
            LEFT OUTER JOIN (
              SELECT
                "t43"."deal_id",
                COUNT(*) AS "doubtful"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t24"."deal_id",
                    "t24"."activity_id"
                  FROM (
                    SELECT
                      "t13"."deal_id",
                      "t13"."activity_id",
                      "t13"."person_id",
                      "t13"."occurred_at",
                      "t13"."kind",
                      "t13"."direction",
                      "t13"."status",
                      "t13"."part",
                      "t13"."rank"
                    FROM (
                      SELECT
                        *
                      FROM "book_presence" AS "t2"
                      WHERE
                        "t2"."status" = 'planned'
                        AND "t2"."kind" IN ('meeting', 'call', 'demo')
                        AND "t2"."part" <> 'cc'
                    ) AS "t13"
                    SEMI JOIN (
                      SELECT
                        *
                      FROM "book_member" AS "t4"
                      WHERE
                        "t4"."role" = 'champion'
                    ) AS "t14"
                      ON "t13"."deal_id" = "t14"."deal_id" AND "t13"."person_id" = "t14"."person_id"
                  ) AS "t24"
                  WHERE
                    "t24"."kind" = 'demo'
                ) AS "t28"
                UNION
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t20"."deal_id",
                      "t20"."activity_id"
                    FROM (
                      SELECT
                        "t3"."deal_id",
                        "t3"."activity_id",
                        "t3"."occurred_at",
                        "t3"."kind",
                        "t3"."direction",
                        "t3"."status",
                        "t3"."is_automated",
                        "t3"."buyers",
                        "t3"."unnamed",
                        "t3"."top_rank",
                        "t3"."owner_id",
                        "t3"."has_attachment",
                        "t3"."has_body",
                        CASE
                          WHEN "t3"."kind" IN ('email', 'chat', 'letter')
                          THEN "t3"."has_attachment"
                          AND CASE WHEN "t3"."direction" = 'outbound' THEN TRUE ELSE CAST(NULL AS BOOLEAN) END
                          ELSE TRUE
                        END AS "is_piece"
                      FROM "book_event" AS "t3"
                      WHERE
                        NOT (
                          "t3"."is_automated"
                        )
                        AND "t3"."status" IN ('held', 'unknown')
                        AND (
                          NOT (
                            "t3"."direction" IN ('inbound', 'internal')
                          )
                          OR (
                            "t3"."kind" = 'demo'
                          )
                        )
                        AND "t3"."kind" IN ('email', 'chat', 'letter', 'proposal', 'demo')
                        AND "t3"."direction" <> 'internal'
                        AND CASE
                          WHEN "t3"."kind" IN ('email', 'chat', 'letter')
                          THEN "t3"."has_attachment"
                          AND CASE WHEN "t3"."direction" = 'outbound' THEN TRUE ELSE CAST(NULL AS BOOLEAN) END
                          ELSE TRUE
                        END IS NULL
                    ) AS "t20"
                    SEMI JOIN (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t6"."deal_id",
                          "t6"."activity_id",
                          "t6"."person_id",
                          "t6"."occurred_at",
                          "t6"."kind",
                          "t6"."direction",
                          "t6"."status",
                          "t6"."part",
                          "t6"."rank"
                        FROM "book_presence" AS "t6"
                        SEMI JOIN (
                          SELECT
                            *
                          FROM "book_member" AS "t4"
                          WHERE
                            "t4"."role" = 'champion'
                        ) AS "t14"
                          ON "t6"."deal_id" = "t14"."deal_id" AND "t6"."person_id" = "t14"."person_id"
                      ) AS "t25"
                      WHERE
                        "t25"."part" <> 'from'
                        AND (
                          (
                            "t25"."part" <> 'cc'
                          ) OR (
                            "t25"."kind" <> 'demo'
                          )
                        )
                    ) AS "t32"
                      ON "t20"."deal_id" = "t32"."deal_id" AND "t20"."activity_id" = "t32"."activity_id"
                  ) AS "t37"
                  UNION
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t21"."deal_id",
                      "t21"."activity_id"
                    FROM (
                      SELECT
                        "t3"."deal_id",
                        "t3"."activity_id",
                        "t3"."occurred_at",
                        "t3"."kind",
                        "t3"."direction",
                        "t3"."status",
                        "t3"."is_automated",
                        "t3"."buyers",
                        "t3"."unnamed",
                        "t3"."top_rank",
                        "t3"."owner_id",
                        "t3"."has_attachment",
                        "t3"."has_body",
                        CASE
                          WHEN "t3"."kind" IN ('email', 'chat', 'letter')
                          THEN "t3"."has_attachment"
                          AND CASE WHEN "t3"."direction" = 'outbound' THEN TRUE ELSE CAST(NULL AS BOOLEAN) END
                          ELSE TRUE
                        END AS "is_piece"
                      FROM "book_event" AS "t3"
                      WHERE
                        NOT (
                          "t3"."is_automated"
                        )
                        AND "t3"."status" IN ('held', 'unknown')
                        AND (
                          NOT (
                            "t3"."direction" IN ('inbound', 'internal')
                          )
                          OR (
                            "t3"."kind" = 'demo'
                          )
                        )
                        AND "t3"."kind" IN ('email', 'chat', 'letter', 'proposal', 'demo')
                        AND "t3"."direction" <> 'internal'
                        AND COALESCE(
                          CASE
                            WHEN "t3"."kind" IN ('email', 'chat', 'letter')
                            THEN "t3"."has_attachment"
                            AND CASE WHEN "t3"."direction" = 'outbound' THEN TRUE ELSE CAST(NULL AS BOOLEAN) END
                            ELSE TRUE
                          END,
                          TRUE
                        )
                        AND (
                          (
                            "t3"."buyers" = 0
                          ) OR (
                            "t3"."unnamed" > 0
                          )
                        )
                    ) AS "t21"
                    ANTI JOIN (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t6"."deal_id",
                          "t6"."activity_id",
                          "t6"."person_id",
                          "t6"."occurred_at",
                          "t6"."kind",
                          "t6"."direction",
                          "t6"."status",
                          "t6"."part",
                          "t6"."rank"
                        FROM "book_presence" AS "t6"
                        SEMI JOIN (
                          SELECT
                            *
                          FROM "book_member" AS "t4"
                          WHERE
                            "t4"."role" = 'champion'
                        ) AS "t14"
                          ON "t6"."deal_id" = "t14"."deal_id" AND "t6"."person_id" = "t14"."person_id"
                      ) AS "t25"
                      WHERE
                        "t25"."part" <> 'from'
                        AND (
                          (
                            "t25"."part" <> 'cc'
                          ) OR (
                            "t25"."kind" <> 'demo'
                          )
                        )
                    ) AS "t32"
                      ON "t21"."deal_id" = "t32"."deal_id" AND "t21"."activity_id" = "t32"."activity_id"
                  ) AS "t38"
                ) AS "t41"
              ) AS "t43"
              GROUP BY
                1
            ) AS "t47"
              ON "t50"."deal_id" = "t47"."deal_id"
          ) AS "t51"
        ) AS "t52"
      ) AS "t54"
      LEFT OUTER JOIN (
        SELECT
          "t33"."deal_id",
          "t33"."age_days",
          "t33"."usual"
        FROM (
          SELECT
            "t15"."deal_id",
            "t15"."group",
            "t26"."age_days",
            "t26"."valid_from",
            COALESCE("t9"."of_band", "t26"."usual") AS "usual"
          FROM (
            SELECT
              "t0"."deal_id",
              "t0"."as_of",
              "t0"."size_band",
              "t0"."size_band" || '	' || "t0"."segment" AS "group",
              "t0"."as_of" - "t0"."opened_at" AS "age"
            FROM "book_deal" AS "t0"
          ) AS "t15"
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
            ON "t15"."as_of" >= "t26"."valid_from"
            AND "t15"."as_of" < "t26"."valid_to"
            AND "t15"."age" >= (
              "t26"."age_days" * 86400
            )
            AND "t15"."age" < (
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
            ON "t15"."size_band" = "t9"."size_band"
            AND "t26"."age_days" = "t9"."age_days"
            AND "t26"."valid_from" = "t9"."valid_from"
        ) AS "t33"
      ) AS "t35"
        ON "t54"."deal_id" = "t35"."deal_id"
    ) AS "t55"
  ) AS "t56"
) AS "t57"
