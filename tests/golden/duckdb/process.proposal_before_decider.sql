WITH "t21" AS (
  SELECT
    "t7"."deal_id",
    "t7"."activity_id",
    "t7"."occurred_at",
    "t7"."kind",
    "t7"."direction",
    "t7"."status",
    "t7"."is_automated",
    "t7"."buyers",
    "t7"."unnamed",
    "t7"."top_rank",
    "t7"."owner_id",
    "t7"."has_attachment",
    "t7"."has_body",
    ROW_NUMBER() OVER (
      PARTITION BY "t7"."deal_id"
      ORDER BY "t7"."occurred_at" ASC, "t7"."activity_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM (
    SELECT
      *
    FROM "book_event" AS "t1"
    WHERE
      "t1"."kind" = 'proposal'
      AND "t1"."status" IN ('held', 'unknown')
      AND "t1"."direction" <> 'internal'
      AND "t1"."direction" <> 'inbound'
  ) AS "t7"
), "t23" AS (
  SELECT
    "t13"."deal_id",
    "t13"."row_id",
    "t13"."field",
    "t13"."old_value",
    "t13"."new_value",
    "t13"."changed_at",
    "t13"."sequence",
    COALESCE(
      "t13"."old_value",
      LAG("t13"."new_value") OVER (
        PARTITION BY "t13"."deal_id"
        ORDER BY "t13"."changed_at" ASC, "t13"."sequence" ASC, "t13"."row_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      )
    ) AS "before"
  FROM (
    SELECT
      *
    FROM "book_change" AS "t4"
    WHERE
      "t4"."field" = 'stage'
  ) AS "t13"
), "t42" AS (
  SELECT
    *
  FROM (
    SELECT
      "t24"."deal_id",
      "t24"."occurred_at" AS "until"
    FROM "t21" AS "t24"
    WHERE
      "t24"."place" = 0
  ) AS "t28"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t40"."deal_id",
      "t40"."occurred_at" AS "until"
    FROM (
      SELECT
        "t38"."deal_id",
        "t38"."row_id",
        "t38"."changed_at" AS "occurred_at"
      FROM (
        SELECT
          "t37"."deal_id",
          "t37"."row_id",
          "t37"."changed_at",
          "t37"."sequence",
          "t37"."stage",
          "t37"."left_at",
          ROW_NUMBER() OVER (
            PARTITION BY "t37"."deal_id"
            ORDER BY "t37"."changed_at" ASC, "t37"."sequence" ASC, "t37"."row_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t26"."deal_id",
                "t26"."row_id",
                "t26"."changed_at",
                "t26"."sequence",
                "t26"."new_value" AS "stage",
                CAST(NULL AS BIGINT) AS "left_at"
              FROM "t23" AS "t26"
              WHERE
                (
                  "t26"."before" IS NULL
                ) OR (
                  "t26"."before" <> "t26"."new_value"
                )
            ) AS "t32"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t26"."deal_id",
                "t26"."row_id",
                "t26"."changed_at",
                "t26"."sequence",
                "t26"."before" AS "stage",
                "t26"."changed_at" AS "left_at"
              FROM "t23" AS "t26"
              WHERE
                (
                  (
                    "t26"."before" IS NULL
                  ) OR (
                    "t26"."before" <> "t26"."new_value"
                  )
                )
                AND "t26"."before" IS NOT NULL
            ) AS "t33"
          ) AS "t34"
          WHERE
            "t34"."left_at" IS NULL
            AND REGEXP_MATCHES(
              LOWER("t34"."stage"),
              'proposal|quote|quotation|angebot|devis|propuesta|proposta|^proposition$'
            )
        ) AS "t37"
      ) AS "t38"
      WHERE
        "t38"."place" = 0
    ) AS "t40"
    ANTI JOIN (
      SELECT
        "t24"."deal_id",
        "t24"."activity_id",
        "t24"."occurred_at"
      FROM "t21" AS "t24"
      WHERE
        "t24"."place" = 0
    ) AS "t30"
      ON "t40"."deal_id" = "t30"."deal_id"
  ) AS "t41"
)
SELECT
  "t80"."deal_id",
  CASE
    WHEN "t80"."is_unmet"
    THEN 'hit'
    WHEN "t80"."decider_met"
    THEN 'clear'
    ELSE 'unknown'
  END AS "answer",
  CASE
    WHEN CASE
      WHEN "t80"."is_unmet"
      THEN 'hit'
      WHEN "t80"."decider_met"
      THEN 'clear'
      ELSE 'unknown'
    END <> 'unknown'
    THEN CAST("t80"."met" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE
    WHEN CASE
      WHEN "t80"."is_unmet"
      THEN 'hit'
      WHEN "t80"."decider_met"
      THEN 'clear'
      ELSE 'unknown'
    END = 'hit'
    THEN "t80"."until"
    ELSE CAST(NULL AS BIGINT)
  END AS "hit_at"
FROM (
  SELECT
    "t79".*
    EXCLUDE ("deal_id_right")
  FROM (
    SELECT
      "t51"."deal_id",
      "t51"."as_of",
      "t51"."opened_at",
      "t51"."account_id",
      "t51"."owner_id",
      "t51"."pipeline",
      "t51"."stage",
      "t51"."stage_entered_at",
      "t51"."amount",
      "t51"."size_band",
      "t51"."segment",
      "t51"."product",
      "t51"."channel",
      "t51"."history_complete",
      "t51"."is_look_back",
      "t51"."until",
      "t78"."deal_id" AS "deal_id_right",
      "t78"."met",
      "t78"."decider_met",
      "t78"."latest_at",
      "t78"."is_unmet"
    FROM (
      SELECT
        "t49".*
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
          "t44"."deal_id" AS "deal_id_right",
          "t44"."until"
        FROM "book_deal" AS "t5"
        LEFT OUTER JOIN "t42" AS "t44"
          ON "t5"."deal_id" = "t44"."deal_id"
      ) AS "t49"
    ) AS "t51"
    LEFT OUTER JOIN (
      SELECT
        "t76"."deal_id",
        "t76"."met",
        "t76"."decider_met",
        "t76"."latest_at",
        COALESCE(
          (
            "t76"."interactions" >= 1
          )
          AND NOT (
            "t76"."decider_met"
          )
          AND (
            NOT (
              "t76"."stranger_met"
            )
            AND NOT (
              "t76"."nameless" OR (
                "t76"."wrote" < "t76"."messages"
              )
            )
            AND (
              "t76"."decider_planned" IS NULL
            )
          ),
          FALSE
        ) AS "is_unmet"
      FROM (
        SELECT
          "t75".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t74"."deal_id",
            "t74"."met",
            "t74"."wrote",
            "t74"."decider_met",
            "t74"."stranger_met",
            "t74"."interactions",
            "t74"."messages",
            "t74"."nameless",
            "t74"."latest_at",
            "t61"."deal_id" AS "deal_id_right",
            "t61"."decider_planned"
          FROM (
            SELECT
              "t72".*
              EXCLUDE ("deal_id_right")
            FROM (
              SELECT
                "t71"."deal_id",
                "t71"."met",
                "t71"."wrote",
                "t71"."decider_met",
                "t71"."stranger_met",
                "t65"."deal_id" AS "deal_id_right",
                "t65"."interactions",
                "t65"."messages",
                "t65"."nameless",
                "t65"."latest_at"
              FROM (
                SELECT
                  "t69".*
                  EXCLUDE ("deal_id_right")
                FROM (
                  SELECT
                    "t47"."deal_id",
                    "t68"."deal_id" AS "deal_id_right",
                    "t68"."met",
                    "t68"."wrote",
                    "t68"."decider_met",
                    "t68"."stranger_met"
                  FROM (
                    SELECT
                      "t43"."deal_id"
                    FROM "t42" AS "t43"
                  ) AS "t47"
                  LEFT OUTER JOIN (
                    SELECT
                      "t66"."deal_id",
                      COUNT(*) AS "met",
                      SUM("t66"."wrote") AS "wrote",
                      BOOL_OR(CAST("t66"."decides" AS BOOLEAN)) AS "decider_met",
                      BOOL_OR(CAST("t66"."is_stranger" AS BOOLEAN)) AS "stranger_met"
                    FROM (
                      SELECT
                        "t63"."deal_id",
                        "t63"."person_id",
                        "t63"."rank",
                        "t63"."wrote",
                        COALESCE("t20"."has_deciding_role", FALSE)
                        OR (
                          (
                            GREATEST("t63"."rank", COALESCE("t20"."member_rank", 0)) = 5
                          )
                          OR (
                            NOT (
                              COALESCE("t20"."has_role", FALSE)
                            )
                            AND (
                              GREATEST("t63"."rank", COALESCE("t20"."member_rank", 0)) >= 4
                            )
                          )
                        ) AS "decides",
                        (
                          GREATEST("t63"."rank", COALESCE("t20"."member_rank", 0)) = 0
                        )
                        AND NOT (
                          COALESCE("t20"."has_role", FALSE)
                        ) AS "is_stranger"
                      FROM (
                        SELECT
                          "t59"."deal_id",
                          "t59"."person_id",
                          MAX("t59"."rank") AS "rank",
                          SUM("t59"."wrote") AS "wrote"
                        FROM (
                          SELECT
                            "t57".*
                            EXCLUDE ("until")
                          FROM (
                            SELECT
                              *
                            FROM (
                              SELECT
                                "t27"."deal_id",
                                "t27"."activity_id",
                                "t27"."person_id",
                                "t27"."occurred_at",
                                "t27"."rank",
                                "t27"."wrote",
                                "t48"."until"
                              FROM (
                                SELECT
                                  *
                                FROM (
                                  SELECT
                                    "t2"."deal_id",
                                    "t2"."activity_id",
                                    "t2"."person_id",
                                    "t2"."occurred_at",
                                    "t2"."rank",
                                    0 AS "wrote"
                                  FROM "book_presence" AS "t2"
                                  WHERE
                                    "t2"."kind" IN ('meeting', 'call', 'demo')
                                    AND "t2"."status" IN ('held', 'unknown')
                                    AND "t2"."direction" <> 'internal'
                                    AND "t2"."part" <> 'cc'
                                ) AS "t11"
                                UNION ALL
                                SELECT
                                  *
                                FROM (
                                  SELECT
                                    "t17"."deal_id",
                                    "t17"."activity_id",
                                    "t17"."person_id",
                                    "t17"."occurred_at",
                                    "t17"."rank",
                                    1 AS "wrote"
                                  FROM (
                                    SELECT
                                      *
                                    FROM "book_presence" AS "t2"
                                    WHERE
                                      "t2"."direction" = 'inbound'
                                      AND "t2"."kind" IN ('email', 'chat', 'letter')
                                      AND "t2"."part" <> 'to'
                                      AND "t2"."part" <> 'cc'
                                  ) AS "t17"
                                  ANTI JOIN (
                                    SELECT
                                      *
                                    FROM "book_event" AS "t1"
                                    WHERE
                                      "t1"."direction" = 'inbound'
                                      AND "t1"."kind" IN ('email', 'chat', 'letter')
                                      AND "t1"."is_automated"
                                  ) AS "t14"
                                    ON "t17"."deal_id" = "t14"."deal_id" AND "t17"."activity_id" = "t14"."activity_id"
                                ) AS "t22"
                              ) AS "t27"
                              INNER JOIN (
                                SELECT
                                  *
                                FROM "t42" AS "t43"
                              ) AS "t48"
                                ON "t27"."deal_id" = "t48"."deal_id"
                            ) AS "t54"
                            WHERE
                              "t54"."occurred_at" <= "t54"."until"
                          ) AS "t57"
                        ) AS "t59"
                        GROUP BY
                          1,
                          2
                      ) AS "t63"
                      LEFT OUTER JOIN (
                        SELECT
                          "t3"."deal_id",
                          "t3"."person_id",
                          MIN("t3"."row_id") AS "row_id",
                          BOOL_OR(CAST("t3"."role" <> 'unknown' AS BOOLEAN)) AS "has_role",
                          BOOL_OR(CAST("t3"."role" IN ('decision_maker', 'economic_buyer') AS BOOLEAN)) AS "has_deciding_role",
                          MAX("t3"."rank") AS "member_rank"
                        FROM "book_member" AS "t3"
                        GROUP BY
                          1,
                          2
                      ) AS "t20"
                        ON "t63"."deal_id" = "t20"."deal_id" AND "t63"."person_id" = "t20"."person_id"
                    ) AS "t66"
                    GROUP BY
                      1
                  ) AS "t68"
                    ON "t47"."deal_id" = "t68"."deal_id"
                ) AS "t69"
              ) AS "t71"
              LEFT OUTER JOIN (
                SELECT
                  "t58"."deal_id",
                  COUNT(*) AS "interactions",
                  SUM("t58"."wrote") AS "messages",
                  BOOL_OR(CAST((
                    "t58"."buyers" = 0
                  ) OR (
                    "t58"."unnamed" > 0
                  ) AS BOOLEAN)) AS "nameless",
                  MAX("t58"."occurred_at") AS "latest_at"
                FROM (
                  SELECT
                    "t56".*
                    EXCLUDE ("until")
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t19"."deal_id",
                        "t19"."activity_id",
                        "t19"."occurred_at",
                        "t19"."kind",
                        "t19"."direction",
                        "t19"."status",
                        "t19"."is_automated",
                        "t19"."buyers",
                        "t19"."unnamed",
                        "t19"."top_rank",
                        "t19"."owner_id",
                        "t19"."has_attachment",
                        "t19"."has_body",
                        "t19"."wrote",
                        "t48"."until"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t1"."deal_id",
                            "t1"."activity_id",
                            "t1"."occurred_at",
                            "t1"."kind",
                            "t1"."direction",
                            "t1"."status",
                            "t1"."is_automated",
                            "t1"."buyers",
                            "t1"."unnamed",
                            "t1"."top_rank",
                            "t1"."owner_id",
                            "t1"."has_attachment",
                            "t1"."has_body",
                            0 AS "wrote"
                          FROM "book_event" AS "t1"
                          WHERE
                            "t1"."kind" IN ('meeting', 'call', 'demo')
                            AND "t1"."status" IN ('held', 'unknown')
                            AND "t1"."direction" <> 'internal'
                        ) AS "t8"
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t1"."deal_id",
                            "t1"."activity_id",
                            "t1"."occurred_at",
                            "t1"."kind",
                            "t1"."direction",
                            "t1"."status",
                            "t1"."is_automated",
                            "t1"."buyers",
                            "t1"."unnamed",
                            "t1"."top_rank",
                            "t1"."owner_id",
                            "t1"."has_attachment",
                            "t1"."has_body",
                            1 AS "wrote"
                          FROM "book_event" AS "t1"
                          WHERE
                            "t1"."direction" = 'inbound'
                            AND "t1"."kind" IN ('email', 'chat', 'letter')
                            AND NOT (
                              "t1"."is_automated"
                            )
                        ) AS "t9"
                      ) AS "t19"
                      INNER JOIN (
                        SELECT
                          *
                        FROM "t42" AS "t43"
                      ) AS "t48"
                        ON "t19"."deal_id" = "t48"."deal_id"
                    ) AS "t53"
                    WHERE
                      "t53"."occurred_at" <= "t53"."until"
                  ) AS "t56"
                ) AS "t58"
                GROUP BY
                  1
              ) AS "t65"
                ON "t71"."deal_id" = "t65"."deal_id"
            ) AS "t72"
          ) AS "t74"
          LEFT OUTER JOIN (
            SELECT
              "t55"."deal_id",
              TRUE AS "decider_planned"
            FROM (
              SELECT DISTINCT
                "t52"."deal_id"
              FROM (
                SELECT
                  "t36"."deal_id",
                  "t36"."activity_id",
                  "t36"."occurred_at",
                  "t48"."until"
                FROM (
                  SELECT
                    "t31"."deal_id",
                    "t31"."activity_id",
                    "t31"."occurred_at"
                  FROM (
                    SELECT
                      "t16"."deal_id",
                      "t16"."activity_id",
                      "t16"."person_id",
                      "t16"."occurred_at",
                      "t16"."kind",
                      "t16"."direction",
                      "t16"."status",
                      "t16"."part",
                      "t16"."rank",
                      COALESCE("t20"."has_deciding_role", FALSE)
                      OR (
                        (
                          GREATEST("t16"."rank", COALESCE("t20"."member_rank", 0)) = 5
                        )
                        OR (
                          NOT (
                            COALESCE("t20"."has_role", FALSE)
                          )
                          AND (
                            GREATEST("t16"."rank", COALESCE("t20"."member_rank", 0)) >= 4
                          )
                        )
                      ) AS "decides",
                      (
                        GREATEST("t16"."rank", COALESCE("t20"."member_rank", 0)) = 0
                      )
                      AND NOT (
                        COALESCE("t20"."has_role", FALSE)
                      ) AS "is_stranger"
                    FROM (
                      SELECT
                        *
                      FROM "book_presence" AS "t2"
                      WHERE
                        "t2"."status" = 'planned'
                        AND "t2"."kind" IN ('meeting', 'call', 'demo')
                        AND "t2"."part" <> 'cc'
                    ) AS "t16"
                    LEFT OUTER JOIN (
                      SELECT
                        "t3"."deal_id",
                        "t3"."person_id",
                        MIN("t3"."row_id") AS "row_id",
                        BOOL_OR(CAST("t3"."role" <> 'unknown' AS BOOLEAN)) AS "has_role",
                        BOOL_OR(CAST("t3"."role" IN ('decision_maker', 'economic_buyer') AS BOOLEAN)) AS "has_deciding_role",
                        MAX("t3"."rank") AS "member_rank"
                      FROM "book_member" AS "t3"
                      GROUP BY
                        1,
                        2
                    ) AS "t20"
                      ON "t16"."deal_id" = "t20"."deal_id" AND "t16"."person_id" = "t20"."person_id"
                  ) AS "t31"
                  WHERE
                    "t31"."decides"
                ) AS "t36"
                INNER JOIN (
                  SELECT
                    *
                  FROM "t42" AS "t43"
                ) AS "t48"
                  ON "t36"."deal_id" = "t48"."deal_id"
              ) AS "t52"
              WHERE
                "t52"."occurred_at" <= "t52"."until"
            ) AS "t55"
          ) AS "t61"
            ON "t74"."deal_id" = "t61"."deal_id"
        ) AS "t75"
      ) AS "t76"
    ) AS "t78"
      ON "t51"."deal_id" = "t78"."deal_id"
  ) AS "t79"
) AS "t80"
