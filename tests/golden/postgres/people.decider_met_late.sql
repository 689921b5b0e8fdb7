WITH "t16" AS (
  SELECT
    *
  FROM "book_presence" AS "t4"
  WHERE
    "t4"."direction" = 'inbound'
    AND "t4"."kind" IN ('email', 'chat', 'letter')
    AND "t4"."part" <> 'to'
    AND "t4"."part" <> 'cc'
), "t20" AS (
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
), "t21" AS (
  SELECT
    "t3"."deal_id",
    "t3"."person_id",
    MIN("t3"."row_id") AS "row_id",
    BOOL_OR("t3"."role" <> 'unknown') AS "has_role",
    BOOL_OR("t3"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
    MAX("t3"."rank") AS "member_rank"
  FROM "book_member" AS "t3"
  GROUP BY
    1,
    2
), "t49" AS (
  SELECT
    "t38"."deal_id",
    "t38"."activity_id",
    "t38"."person_id",
    "t38"."occurred_at",
    "t38"."rank",
    "t38"."wrote",
    COALESCE("t28"."has_deciding_role", FALSE)
    OR (
      (
        GREATEST("t38"."rank", COALESCE("t28"."member_rank", 0)) = 5
      )
      OR (
        NOT (
          COALESCE("t28"."has_role", FALSE)
        )
        AND (
          GREATEST("t38"."rank", COALESCE("t28"."member_rank", 0)) >= 4
        )
      )
    ) AS "decides",
    (
      GREATEST("t38"."rank", COALESCE("t28"."member_rank", 0)) = 0
    )
    AND NOT (
      COALESCE("t28"."has_role", FALSE)
    ) AS "is_stranger"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."deal_id",
        "t4"."activity_id",
        "t4"."person_id",
        "t4"."occurred_at",
        "t4"."rank",
        0 AS "wrote"
      FROM "book_presence" AS "t4"
      WHERE
        "t4"."kind" IN ('meeting', 'call', 'demo')
        AND "t4"."status" IN ('held', 'unknown')
        AND "t4"."direction" <> 'internal'
        AND "t4"."part" <> 'cc'
    ) AS "t15"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t27"."deal_id",
        "t27"."activity_id",
        "t27"."person_id",
        "t27"."occurred_at",
        "t27"."rank",
        1 AS "wrote"
      FROM "t16" AS "t27"
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
          ) AS "t19"
          WHERE
            "t27"."deal_id" = "t19"."deal_id" AND "t27"."activity_id" = "t19"."activity_id"
        )
    ) AS "t36"
  ) AS "t38"
  LEFT OUTER JOIN "t21" AS "t28"
    ON "t38"."deal_id" = "t28"."deal_id" AND "t38"."person_id" = "t28"."person_id"
)
SELECT
  "t74"."deal_id",
  "t74"."answer",
  CASE
    WHEN "t74"."answer" <> 'unknown'
    THEN CAST("t74"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t74"."answer" = 'hit' THEN "t74"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t73"."deal_id",
    "t73"."as_of",
    "t73"."opened_at",
    "t73"."account_id",
    "t73"."owner_id",
    "t73"."pipeline",
    "t73"."stage",
    "t73"."stage_entered_at",
    "t73"."amount",
    "t73"."size_band",
    "t73"."segment",
    "t73"."product",
    "t73"."channel",
    "t73"."history_complete",
    "t73"."is_look_back",
    "t73"."decider_at",
    "t73"."perhaps_at",
    "t73"."is_told",
    "t73"."can_tell",
    "t73"."usual",
    CASE
      WHEN (
        (
          "t73"."decider_at" > (
            "t73"."opened_at" + CAST(CEIL("t73"."usual" * 86400) AS BIGINT)
          )
        )
        OR (
          (
            "t73"."decider_at" IS NULL
          )
          AND "t73"."can_tell"
          AND (
            "t73"."as_of" > (
              "t73"."opened_at" + CAST(CEIL("t73"."usual" * 86400) AS BIGINT)
            )
          )
        )
      )
      AND (
        (
          "t73"."perhaps_at" IS NULL
        )
        OR (
          "t73"."perhaps_at" > (
            "t73"."opened_at" + CAST(CEIL("t73"."usual" * 86400) AS BIGINT)
          )
        )
      )
      THEN 'hit'
      WHEN "t73"."decider_at" <= (
        "t73"."opened_at" + CAST(CEIL("t73"."usual" * 86400) AS BIGINT)
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR(
      CAST((
        GREATEST(COALESCE("t73"."decider_at", "t73"."as_of") - "t73"."opened_at", 0)
      ) AS DOUBLE PRECISION) / (
        86400
      )
    ) AS BIGINT) AS "value",
    "t73"."opened_at" + CAST(CEIL("t73"."usual" * 86400) AS BIGINT) AS "hit_at"
  FROM (
    SELECT
      "t72"."deal_id",
      "t72"."as_of",
      "t72"."opened_at",
      "t72"."account_id",
      "t72"."owner_id",
      "t72"."pipeline",
      "t72"."stage",
      "t72"."stage_entered_at",
      "t72"."amount",
      "t72"."size_band",
      "t72"."segment",
      "t72"."product",
      "t72"."channel",
      "t72"."history_complete",
      "t72"."is_look_back",
      "t72"."decider_at",
      "t72"."perhaps_at",
      "t72"."is_told",
      "t72"."can_tell",
      "t72"."usual"
    FROM (
      SELECT
        "t71"."deal_id",
        "t71"."as_of",
        "t71"."opened_at",
        "t71"."account_id",
        "t71"."owner_id",
        "t71"."pipeline",
        "t71"."stage",
        "t71"."stage_entered_at",
        "t71"."amount",
        "t71"."size_band",
        "t71"."segment",
        "t71"."product",
        "t71"."channel",
        "t71"."history_complete",
        "t71"."is_look_back",
        "t71"."decider_at",
        "t71"."perhaps_at",
        "t71"."is_told",
        "t71"."can_tell",
        "t33"."deal_id" AS "deal_id_right",
        "t33"."usual"
      FROM (
        SELECT
          "t69"."deal_id",
          "t69"."as_of",
          "t69"."opened_at",
          "t69"."account_id",
          "t69"."owner_id",
          "t69"."pipeline",
          "t69"."stage",
          "t69"."stage_entered_at",
          "t69"."amount",
          "t69"."size_band",
          "t69"."segment",
          "t69"."product",
          "t69"."channel",
          "t69"."history_complete",
          "t69"."is_look_back",
          "t69"."decider_at",
          "t69"."perhaps_at",
          "t69"."is_told",
          COALESCE("t69"."is_told", FALSE) AS "can_tell"
        FROM (
          SELECT
            "t68"."deal_id",
            "t68"."as_of",
            "t68"."opened_at",
            "t68"."account_id",
            "t68"."owner_id",
            "t68"."pipeline",
            "t68"."stage",
            "t68"."stage_entered_at",
            "t68"."amount",
            "t68"."size_band",
            "t68"."segment",
            "t68"."product",
            "t68"."channel",
            "t68"."history_complete",
            "t68"."is_look_back",
            "t68"."decider_at",
            "t68"."perhaps_at",
            "t68"."is_told"
          FROM (
            SELECT
              "t67"."deal_id",
              "t67"."as_of",
              "t67"."opened_at",
              "t67"."account_id",
              "t67"."owner_id",
              "t67"."pipeline",
              "t67"."stage",
              "t67"."stage_entered_at",
              "t67"."amount",
              "t67"."size_band",
              "t67"."segment",
              "t67"."product",
              "t67"."channel",
              "t67"."history_complete",
              "t67"."is_look_back",
              "t67"."decider_at",
              "t67"."perhaps_at",
              "t58"."deal_id" AS "deal_id_right",
              "t58"."is_told"
            FROM (
              SELECT
                "t65"."deal_id",
                "t65"."as_of",
                "t65"."opened_at",
                "t65"."account_id",
                "t65"."owner_id",
                "t65"."pipeline",
                "t65"."stage",
                "t65"."stage_entered_at",
                "t65"."amount",
                "t65"."size_band",
                "t65"."segment",
                "t65"."product",
                "t65"."channel",
                "t65"."history_complete",
                "t65"."is_look_back",
                "t65"."decider_at",
                "t65"."perhaps_at"
              FROM (
                SELECT
                  "t64"."deal_id",
                  "t64"."as_of",
                  "t64"."opened_at",
                  "t64"."account_id",
                  "t64"."owner_id",
                  "t64"."pipeline",
                  "t64"."stage",
                  "t64"."stage_entered_at",
                  "t64"."amount",
                  "t64"."size_band",
                  "t64"."segment",
                  "t64"."product",
                  "t64"."channel",
                  "t64"."history_complete",
                  "t64"."is_look_back",
                  "t64"."decider_at",
                  "t61"."deal_id" AS "deal_id_right",
                  "t61"."perhaps_at"
                FROM (
                  SELECT
                    "t62"."deal_id",
                    "t62"."as_of",
                    "t62"."opened_at",
                    "t62"."account_id",
                    "t62"."owner_id",
                    "t62"."pipeline",
                    "t62"."stage",
                    "t62"."stage_entered_at",
                    "t62"."amount",
                    "t62"."size_band",
                    "t62"."segment",
                    "t62"."product",
                    "t62"."channel",
                    "t62"."history_complete",
                    "t62"."is_look_back",
                    "t62"."decider_at"
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
                      "t59"."deal_id" AS "deal_id_right",
                      "t59"."decider_at"
                    FROM "book_deal" AS "t5"
                    LEFT OUTER JOIN (
                      SELECT
                        "t52"."deal_id",
                        MIN("t52"."occurred_at") AS "decider_at"
                      FROM (
                        SELECT
                          "t50"."deal_id",
                          "t50"."activity_id",
                          "t50"."occurred_at"
                        FROM "t49" AS "t50"
                        WHERE
                          "t50"."decides"
                      ) AS "t52"
                      GROUP BY
                        1
                    ) AS "t59"
                      ON "t5"."deal_id" = "t59"."deal_id"
                  ) AS "t62"
                ) AS "t64"
                LEFT OUTER JOIN (
                  SELECT
                    "t55"."deal_id",
                    MIN("t55"."occurred_at") AS "perhaps_at"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t42"."deal_id",
                        "t42"."activity_id",
                        "t42"."occurred_at"
                      FROM (
                        SELECT
                          "t22"."deal_id",
                          "t22"."activity_id",
                          "t22"."person_id",
                          "t22"."occurred_at",
                          "t22"."kind",
                          "t22"."direction",
                          "t22"."status",
                          "t22"."part",
                          "t22"."rank",
                          COALESCE("t28"."has_deciding_role", FALSE)
                          OR (
                            (
                              GREATEST("t22"."rank", COALESCE("t28"."member_rank", 0)) = 5
                            )
                            OR (
                              NOT (
                                COALESCE("t28"."has_role", FALSE)
                              )
                              AND (
                                GREATEST("t22"."rank", COALESCE("t28"."member_rank", 0)) >= 4
                              )
                            )
                          ) AS "decides",
                          (
                            GREATEST("t22"."rank", COALESCE("t28"."member_rank", 0)) = 0
                          )
                          AND NOT (
                            COALESCE("t28"."has_role", FALSE)
                          ) AS "is_stranger"
                        FROM (
                          SELECT
                            *
                          FROM "book_presence" AS "t4"
                          WHERE
                            "t4"."status" = 'planned'
                            AND "t4"."kind" IN ('meeting', 'call', 'demo')
                            AND "t4"."part" <> 'cc'
                        ) AS "t22"
                        LEFT OUTER JOIN "t21" AS "t28"
                          ON "t22"."deal_id" = "t28"."deal_id" AND "t22"."person_id" = "t28"."person_id"
                      ) AS "t42"
                      WHERE
                        "t42"."decides"
                    ) AS "t45"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t41"."deal_id",
                          "t41"."activity_id",
                          "t41"."occurred_at"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              *
                            FROM "t20" AS "t24"
                            WHERE
                              (
                                "t24"."buyers" = 0
                              ) OR (
                                "t24"."unnamed" > 0
                              )
                          ) AS "t34"
                          UNION ALL
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t35"."deal_id",
                              "t35"."activity_id",
                              "t35"."occurred_at",
                              "t35"."kind",
                              "t35"."direction",
                              "t35"."status",
                              "t35"."is_automated",
                              "t35"."buyers",
                              "t35"."unnamed",
                              "t35"."top_rank",
                              "t35"."owner_id",
                              "t35"."has_attachment",
                              "t35"."has_body",
                              "t35"."wrote"
                            FROM (
                              SELECT
                                *
                              FROM "t20" AS "t24"
                              WHERE
                                "t24"."wrote" = 1
                            ) AS "t35"
                            WHERE
                              NOT EXISTS(
                                SELECT
                                  1
                                FROM "t16" AS "t26"
                                WHERE
                                  "t35"."deal_id" = "t26"."deal_id" AND "t35"."activity_id" = "t26"."activity_id"
                              )
                          ) AS "t40"
                        ) AS "t41"
                      ) AS "t44"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t50"."deal_id",
                          "t50"."activity_id",
                          "t50"."occurred_at"
                        FROM "t49" AS "t50"
                        WHERE
                          "t50"."is_stranger"
                      ) AS "t51"
                    ) AS "t54"
                  ) AS "t55"
                  GROUP BY
                    1
                ) AS "t61"
                  ON "t64"."deal_id" = "t61"."deal_id"
              ) AS "t65"
            ) AS "t67"
            LEFT OUTER JOIN (
              SELECT
                "t53"."deal_id",
                TRUE AS "is_told"
              FROM (
                SELECT
                  "t31"."deal_id"
                FROM (
                  SELECT DISTINCT
                    "t24"."deal_id"
                  FROM "t20" AS "t24"
                ) AS "t31"
                WHERE
                  EXISTS(
                    SELECT
                      1
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t25"."deal_id"
                        FROM "t21" AS "t25"
                        WHERE
                          COALESCE("t25"."has_deciding_role", FALSE)
                          OR (
                            (
                              "t25"."member_rank" = 5
                            )
                            OR (
                              NOT (
                                COALESCE("t25"."has_role", FALSE)
                              ) AND (
                                "t25"."member_rank" >= 4
                              )
                            )
                          )
                      ) AS "t39"
                      UNION
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t43"."deal_id"
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
                            "t6"."rank",
                            COALESCE("t28"."has_deciding_role", FALSE)
                            OR (
                              (
                                GREATEST("t6"."rank", COALESCE("t28"."member_rank", 0)) = 5
                              )
                              OR (
                                NOT (
                                  COALESCE("t28"."has_role", FALSE)
                                )
                                AND (
                                  GREATEST("t6"."rank", COALESCE("t28"."member_rank", 0)) >= 4
                                )
                              )
                            ) AS "decides",
                            (
                              GREATEST("t6"."rank", COALESCE("t28"."member_rank", 0)) = 0
                            )
                            AND NOT (
                              COALESCE("t28"."has_role", FALSE)
                            ) AS "is_stranger"
                          FROM "book_presence" AS "t6"
                          LEFT OUTER JOIN "t21" AS "t28"
                            ON "t6"."deal_id" = "t28"."deal_id" AND "t6"."person_id" = "t28"."person_id"
                        ) AS "t43"
                        WHERE
                          "t43"."decides"
                      ) AS "t46"
                    ) AS "t48"
                    WHERE
                      "t31"."deal_id" = "t48"."deal_id"
                  )
              ) AS "t53"
            ) AS "t58"
              ON "t67"."deal_id" = "t58"."deal_id"
          ) AS "t68"
        ) AS "t69"
      ) AS "t71"
      LEFT OUTER JOIN (
        SELECT
          "t8"."deal_id",
          COALESCE("t18"."own", "t17"."usual") AS "usual"
        FROM (
          SELECT
            "t0"."deal_id",
            "t0"."as_of",
            "t0"."size_band"
          FROM "book_deal" AS "t0"
        ) AS "t8"
        INNER JOIN (
          SELECT
            "t1"."grp",
            "t1"."valid_from",
            "t1"."valid_to",
            "t1"."p90" AS "usual"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0 AND "t1"."grp" = 'all'
        ) AS "t17"
          ON "t8"."as_of" >= "t17"."valid_from" AND "t8"."as_of" < "t17"."valid_to"
        LEFT OUTER JOIN (
          SELECT
            "t1"."valid_from",
            "t1"."grp" AS "size_band",
            "t1"."p90" AS "own"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0
        ) AS "t18"
          ON "t8"."size_band" = "t18"."size_band" AND "t17"."valid_from" = "t18"."valid_from"
      ) AS "t33"
        ON "t71"."deal_id" = "t33"."deal_id"
    ) AS "t72"
  ) AS "t73"
) AS "t74"
