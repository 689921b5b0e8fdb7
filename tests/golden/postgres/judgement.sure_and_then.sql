WITH "t29" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "book_event" AS "t1"
    WHERE
      NOT (
        "t1"."is_automated"
      )
      AND "t1"."direction" = 'inbound'
      AND "t1"."kind" IN ('email', 'chat', 'letter', 'call')
      AND NOT (
        "t1"."status" IN ('planned', 'moved', 'cancelled')
      )
  ) AS "t20"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "book_event" AS "t1"
    WHERE
      NOT (
        "t1"."is_automated"
      )
      AND "t1"."kind" IN ('meeting', 'call', 'demo')
      AND "t1"."status" IN ('held', 'unknown')
      AND "t1"."direction" <> 'internal'
      AND (
        (
          "t1"."direction" <> 'inbound'
        ) OR (
          "t1"."kind" <> 'call'
        )
      )
      AND (
        (
          "t1"."buyers" > 0
        ) OR (
          "t1"."unnamed" > 0
        ) OR (
          "t1"."kind" <> 'call'
        )
      )
  ) AS "t27"
), "t39" AS (
  SELECT
    "t7"."deal_id",
    "t7"."row_id",
    "t7"."changed_at",
    "t7"."sequence",
    COALESCE(
      CAST(EXTRACT(epoch FROM CAST(CAST(CASE
        WHEN "t7"."new_value" ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
        THEN "t7"."new_value"
        ELSE CAST(NULL AS VARCHAR)
      END AS DATE) AS TIMESTAMP) - CAST(MAKE_DATE(CAST(1970 AS INT), CAST(1 AS INT), CAST(1 AS INT)) AS TIMESTAMP)) / 86400 AS BIGINT) - COALESCE(
        CAST(EXTRACT(epoch FROM CAST(CAST(CASE
          WHEN "t7"."old_value" ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
          THEN "t7"."old_value"
          ELSE CAST(NULL AS VARCHAR)
        END AS DATE) AS TIMESTAMP) - CAST(MAKE_DATE(CAST(1970 AS INT), CAST(1 AS INT), CAST(1 AS INT)) AS TIMESTAMP)) / 86400 AS BIGINT),
        CAST(EXTRACT(epoch FROM CAST(CAST(CASE
          WHEN LAG("t7"."new_value") OVER (
            PARTITION BY "t7"."deal_id"
            ORDER BY "t7"."changed_at" ASC, "t7"."sequence" ASC, "t7"."row_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
          THEN LAG("t7"."new_value") OVER (
            PARTITION BY "t7"."deal_id"
            ORDER BY "t7"."changed_at" ASC, "t7"."sequence" ASC, "t7"."row_id" ASC
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
    FROM "book_change" AS "t0"
    WHERE
      "t0"."field" = 'close_date' AND "t0"."new_value" ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
  ) AS "t7"
), "t50" AS (
  SELECT
    *
  FROM (
    SELECT
      "t0"."deal_id",
      "t0"."row_id",
      "t0"."changed_at",
      "t0"."sequence",
      LOWER("t0"."new_value") IN ('commit', 'committed', 'forecast', 'closed', 'won') AS "is_sure",
      COALESCE(
        LOWER("t0"."old_value") IN ('commit', 'committed', 'forecast', 'closed', 'won'),
        FALSE
      ) AS "was_sure"
    FROM "book_change" AS "t0"
    WHERE
      "t0"."field" = 'forecast_category' AND "t0"."new_value" IS NOT NULL
  ) AS "t25"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t48"."deal_id",
      "t48"."row_id",
      "t48"."changed_at",
      "t48"."sequence",
      CASE
        WHEN "t48"."new" < 1
        THEN "t48"."new"
        ELSE CAST("t48"."new" AS DOUBLE PRECISION) / "t48"."whole"
      END >= 0.9 AS "is_sure",
      CASE
        WHEN "t48"."old" < 1
        THEN "t48"."old"
        ELSE CAST("t48"."old" AS DOUBLE PRECISION) / "t48"."whole"
      END >= 0.9 AS "was_sure"
    FROM (
      SELECT
        "t43"."deal_id",
        "t43"."row_id",
        "t43"."field",
        "t43"."old_value",
        "t43"."new_value",
        "t43"."changed_at",
        "t43"."sequence",
        "t43"."new",
        "t43"."old",
        CASE
          WHEN MAX(GREATEST("t43"."new", "t43"."old")) OVER (
            PARTITION BY "t43"."deal_id"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) > 1
          THEN 100.0
          ELSE 1.0
        END AS "whole"
      FROM (
        SELECT
          "t31"."deal_id",
          "t31"."row_id",
          "t31"."field",
          "t31"."old_value",
          "t31"."new_value",
          "t31"."changed_at",
          "t31"."sequence",
          COALESCE(
            CASE
              WHEN CAST(CASE
                WHEN "t31"."new_value" ~ '^[0-9]+(\.[0-9]+)?$'
                THEN "t31"."new_value"
                ELSE CAST(NULL AS VARCHAR)
              END AS DOUBLE PRECISION) > 0
              THEN CAST(CASE
                WHEN "t31"."new_value" ~ '^[0-9]+(\.[0-9]+)?$'
                THEN "t31"."new_value"
                ELSE CAST(NULL AS VARCHAR)
              END AS DOUBLE PRECISION)
              ELSE CAST(NULL AS DOUBLE PRECISION)
            END,
            0.0
          ) AS "new",
          COALESCE(
            CASE
              WHEN CAST(CASE
                WHEN "t31"."old_value" ~ '^[0-9]+(\.[0-9]+)?$'
                THEN "t31"."old_value"
                ELSE CAST(NULL AS VARCHAR)
              END AS DOUBLE PRECISION) > 0
              THEN CAST(CASE
                WHEN "t31"."old_value" ~ '^[0-9]+(\.[0-9]+)?$'
                THEN "t31"."old_value"
                ELSE CAST(NULL AS VARCHAR)
              END AS DOUBLE PRECISION)
              ELSE CAST(NULL AS DOUBLE PRECISION)
            END,
            0.0
          ) AS "old"
        FROM (
          SELECT
            "t17"."deal_id",
            "t17"."row_id",
            "t17"."field",
            "t17"."old_value",
            "t17"."new_value",
            "t17"."changed_at",
            "t17"."sequence"
          FROM (
            SELECT
              *
            FROM "book_change" AS "t0"
            WHERE
              "t0"."field" = 'probability' AND "t0"."new_value" IS NOT NULL
          ) AS "t17"
          WHERE
            NOT EXISTS(
              SELECT
                1
              FROM (
                SELECT
                  *
                FROM "book_change" AS "t0"
                WHERE
                  "t0"."field" = 'forecast_category' AND "t0"."new_value" IS NOT NULL
              ) AS "t18"
              WHERE
                "t17"."deal_id" = "t18"."deal_id"
            )
        ) AS "t31"
      ) AS "t43"
    ) AS "t48"
  ) AS "t49"
), "t52" AS (
  SELECT
    "t51"."deal_id",
    "t51"."row_id",
    "t51"."changed_at",
    "t51"."sequence",
    "t51"."is_sure",
    "t51"."was_sure",
    ROW_NUMBER() OVER (
      PARTITION BY "t51"."deal_id"
      ORDER BY "t51"."changed_at" ASC, "t51"."sequence" ASC, "t51"."row_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM "t50" AS "t51"
), "t60" AS (
  SELECT
    "t55"."deal_id",
    "t55"."row_id",
    "t55"."changed_at",
    "t55"."sequence",
    "t55"."is_sure",
    "t55"."was_sure",
    "t55"."place",
    ROW_NUMBER() OVER (
      PARTITION BY "t55"."deal_id"
      ORDER BY "t55"."changed_at" ASC, "t55"."sequence" ASC, "t55"."row_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "time"
  FROM (
    SELECT
      *
    FROM "t52" AS "t53"
    WHERE
      "t53"."is_sure"
  ) AS "t55"
), "t73" AS (
  SELECT
    "t67"."deal_id",
    "t67"."row_id",
    "t67"."sure_at",
    "t13"."as_of",
    COALESCE("t72"."back_at", "t13"."as_of") AS "sure_until"
  FROM (
    SELECT
      "t61"."deal_id",
      "t61"."row_id",
      "t61"."place" AS "sure_place",
      "t61"."changed_at" AS "sure_at"
    FROM "t60" AS "t61"
    WHERE
      "t61"."time" = 0
  ) AS "t67"
  INNER JOIN (
    SELECT
      "t2"."deal_id",
      "t2"."as_of"
    FROM "book_deal" AS "t2"
  ) AS "t13"
    ON "t67"."deal_id" = "t13"."deal_id"
  LEFT OUTER JOIN (
    SELECT
      "t70"."deal_id",
      MIN("t70"."changed_at") AS "back_at"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t57"."deal_id",
          "t57"."row_id",
          "t57"."changed_at",
          "t57"."sequence",
          "t57"."is_sure",
          "t57"."was_sure",
          "t57"."place",
          "t68"."sure_place"
        FROM (
          SELECT
            *
          FROM "t52" AS "t53"
          WHERE
            NOT (
              "t53"."is_sure"
            )
        ) AS "t57"
        INNER JOIN (
          SELECT
            "t61"."deal_id",
            "t61"."place" AS "sure_place"
          FROM "t60" AS "t61"
          WHERE
            "t61"."time" = 0
        ) AS "t68"
          ON "t57"."deal_id" = "t68"."deal_id"
      ) AS "t69"
      WHERE
        "t69"."place" > "t69"."sure_place"
    ) AS "t70"
    GROUP BY
      1
  ) AS "t72"
    ON "t67"."deal_id" = "t72"."deal_id"
)
SELECT
  "t151"."deal_id",
  "t151"."answer",
  CASE
    WHEN "t151"."answer" <> 'unknown'
    THEN CAST("t151"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t151"."answer" = 'hit' THEN "t151"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t150"."deal_id",
    "t150"."as_of",
    "t150"."opened_at",
    "t150"."account_id",
    "t150"."owner_id",
    "t150"."pipeline",
    "t150"."stage",
    "t150"."stage_entered_at",
    "t150"."amount",
    "t150"."size_band",
    "t150"."segment",
    "t150"."product",
    "t150"."channel",
    "t150"."history_complete",
    "t150"."is_look_back",
    "t150"."was_sure_unseen",
    "t150"."row_id",
    "t150"."sure_at",
    "t150"."sure_until",
    "t150"."since",
    "t150"."decider_met",
    "t150"."is_heard",
    "t150"."is_dated",
    CASE
      WHEN "t150"."since" IS NOT NULL
      THEN 'hit'
      WHEN (
        "t150"."since" IS NULL
      )
      AND (
        "t150"."sure_at" IS NOT NULL
      )
      AND (
        "t150"."decider_met"
        AND "t150"."is_heard"
        AND "t150"."is_dated"
        AND NOT (
          "t150"."was_sure_unseen"
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR(
      CAST((
        "t150"."sure_until" - "t150"."sure_at"
      ) AS DOUBLE PRECISION) / (
        86400
      )
    ) AS BIGINT) AS "value",
    "t150"."since" AS "hit_at"
  FROM (
    SELECT
      "t149"."deal_id",
      "t149"."as_of",
      "t149"."opened_at",
      "t149"."account_id",
      "t149"."owner_id",
      "t149"."pipeline",
      "t149"."stage",
      "t149"."stage_entered_at",
      "t149"."amount",
      "t149"."size_band",
      "t149"."segment",
      "t149"."product",
      "t149"."channel",
      "t149"."history_complete",
      "t149"."is_look_back",
      "t149"."was_sure_unseen",
      "t149"."row_id",
      "t149"."sure_at",
      "t149"."sure_until",
      "t149"."since",
      "t149"."decider_met",
      "t149"."is_heard",
      "t149"."is_dated"
    FROM (
      SELECT
        "t148"."deal_id",
        "t148"."as_of",
        "t148"."opened_at",
        "t148"."account_id",
        "t148"."owner_id",
        "t148"."pipeline",
        "t148"."stage",
        "t148"."stage_entered_at",
        "t148"."amount",
        "t148"."size_band",
        "t148"."segment",
        "t148"."product",
        "t148"."channel",
        "t148"."history_complete",
        "t148"."is_look_back",
        "t148"."was_sure_unseen",
        "t148"."row_id",
        "t148"."sure_at",
        "t148"."sure_until",
        "t148"."since",
        "t148"."decider_met",
        "t148"."is_heard",
        "t47"."deal_id" AS "deal_id_right",
        "t47"."is_dated"
      FROM (
        SELECT
          "t146"."deal_id",
          "t146"."as_of",
          "t146"."opened_at",
          "t146"."account_id",
          "t146"."owner_id",
          "t146"."pipeline",
          "t146"."stage",
          "t146"."stage_entered_at",
          "t146"."amount",
          "t146"."size_band",
          "t146"."segment",
          "t146"."product",
          "t146"."channel",
          "t146"."history_complete",
          "t146"."is_look_back",
          "t146"."was_sure_unseen",
          "t146"."row_id",
          "t146"."sure_at",
          "t146"."sure_until",
          "t146"."since",
          "t146"."decider_met",
          "t146"."is_heard"
        FROM (
          SELECT
            "t145"."deal_id",
            "t145"."as_of",
            "t145"."opened_at",
            "t145"."account_id",
            "t145"."owner_id",
            "t145"."pipeline",
            "t145"."stage",
            "t145"."stage_entered_at",
            "t145"."amount",
            "t145"."size_band",
            "t145"."segment",
            "t145"."product",
            "t145"."channel",
            "t145"."history_complete",
            "t145"."is_look_back",
            "t145"."was_sure_unseen",
            "t145"."row_id",
            "t145"."sure_at",
            "t145"."sure_until",
            "t145"."since",
            "t145"."decider_met",
            "t107"."deal_id" AS "deal_id_right",
            "t107"."is_heard"
          FROM (
            SELECT
              "t143"."deal_id",
              "t143"."as_of",
              "t143"."opened_at",
              "t143"."account_id",
              "t143"."owner_id",
              "t143"."pipeline",
              "t143"."stage",
              "t143"."stage_entered_at",
              "t143"."amount",
              "t143"."size_band",
              "t143"."segment",
              "t143"."product",
              "t143"."channel",
              "t143"."history_complete",
              "t143"."is_look_back",
              "t143"."was_sure_unseen",
              "t143"."row_id",
              "t143"."sure_at",
              "t143"."sure_until",
              "t143"."since",
              "t143"."decider_met"
            FROM (
              SELECT
                "t142"."deal_id",
                "t142"."as_of",
                "t142"."opened_at",
                "t142"."account_id",
                "t142"."owner_id",
                "t142"."pipeline",
                "t142"."stage",
                "t142"."stage_entered_at",
                "t142"."amount",
                "t142"."size_band",
                "t142"."segment",
                "t142"."product",
                "t142"."channel",
                "t142"."history_complete",
                "t142"."is_look_back",
                "t142"."was_sure_unseen",
                "t142"."row_id",
                "t142"."sure_at",
                "t142"."sure_until",
                "t142"."since",
                "t135"."deal_id" AS "deal_id_right",
                "t135"."decider_met"
              FROM (
                SELECT
                  "t140"."deal_id",
                  "t140"."as_of",
                  "t140"."opened_at",
                  "t140"."account_id",
                  "t140"."owner_id",
                  "t140"."pipeline",
                  "t140"."stage",
                  "t140"."stage_entered_at",
                  "t140"."amount",
                  "t140"."size_band",
                  "t140"."segment",
                  "t140"."product",
                  "t140"."channel",
                  "t140"."history_complete",
                  "t140"."is_look_back",
                  "t140"."was_sure_unseen",
                  "t140"."row_id",
                  "t140"."sure_at",
                  "t140"."sure_until",
                  "t140"."since"
                FROM (
                  SELECT
                    "t96"."deal_id",
                    "t96"."as_of",
                    "t96"."opened_at",
                    "t96"."account_id",
                    "t96"."owner_id",
                    "t96"."pipeline",
                    "t96"."stage",
                    "t96"."stage_entered_at",
                    "t96"."amount",
                    "t96"."size_band",
                    "t96"."segment",
                    "t96"."product",
                    "t96"."channel",
                    "t96"."history_complete",
                    "t96"."is_look_back",
                    "t96"."was_sure_unseen",
                    "t96"."row_id",
                    "t96"."sure_at",
                    "t96"."sure_until",
                    "t139"."deal_id" AS "deal_id_right",
                    "t139"."since"
                  FROM (
                    SELECT
                      "t89"."deal_id",
                      "t89"."as_of",
                      "t89"."opened_at",
                      "t89"."account_id",
                      "t89"."owner_id",
                      "t89"."pipeline",
                      "t89"."stage",
                      "t89"."stage_entered_at",
                      "t89"."amount",
                      "t89"."size_band",
                      "t89"."segment",
                      "t89"."product",
                      "t89"."channel",
                      "t89"."history_complete",
                      "t89"."is_look_back",
                      "t89"."was_sure_unseen",
                      "t89"."row_id",
                      "t89"."sure_at",
                      "t89"."sure_until"
                    FROM (
                      SELECT
                        "t66"."deal_id",
                        "t66"."as_of",
                        "t66"."opened_at",
                        "t66"."account_id",
                        "t66"."owner_id",
                        "t66"."pipeline",
                        "t66"."stage",
                        "t66"."stage_entered_at",
                        "t66"."amount",
                        "t66"."size_band",
                        "t66"."segment",
                        "t66"."product",
                        "t66"."channel",
                        "t66"."history_complete",
                        "t66"."is_look_back",
                        "t66"."was_sure_unseen",
                        "t82"."deal_id" AS "deal_id_right",
                        "t82"."row_id",
                        "t82"."sure_at",
                        "t82"."sure_until"
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
                          "t62"."was_sure_unseen"
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
                            "t59"."was_sure_unseen"
                          FROM "book_deal" AS "t5"
                          LEFT OUTER JOIN (
                            SELECT
                              "t54"."deal_id",
                              BOOL_OR("t54"."is_unseen") AS "was_sure_unseen"
                            FROM (
                              SELECT
                                "t51"."deal_id",
                                "t51"."row_id",
                                "t51"."changed_at",
                                "t51"."sequence",
                                "t51"."is_sure",
                                "t51"."was_sure",
                                "t51"."was_sure"
                                AND NOT (
                                  COALESCE(
                                    LAG("t51"."is_sure") OVER (
                                      PARTITION BY "t51"."deal_id"
                                      ORDER BY "t51"."changed_at" ASC, "t51"."sequence" ASC, "t51"."row_id" ASC
                                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                    ),
                                    FALSE
                                  )
                                ) AS "is_unseen"
                              FROM "t50" AS "t51"
                            ) AS "t54"
                            GROUP BY
                              1
                          ) AS "t59"
                            ON "t5"."deal_id" = "t59"."deal_id"
                        ) AS "t62"
                      ) AS "t66"
                      LEFT OUTER JOIN (
                        SELECT
                          "t74"."deal_id",
                          "t74"."row_id",
                          "t74"."sure_at",
                          "t74"."sure_until"
                        FROM "t73" AS "t74"
                      ) AS "t82"
                        ON "t66"."deal_id" = "t82"."deal_id"
                    ) AS "t89"
                  ) AS "t96"
                  LEFT OUTER JOIN (
                    SELECT
                      "t137"."deal_id",
                      MIN("t137"."since") AS "since"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t134"."deal_id",
                          "t134"."since"
                        FROM (
                          SELECT
                            "t132"."deal_id",
                            "t132"."met",
                            "t132"."decider_met",
                            "t132"."latest_at",
                            "t132"."is_unmet",
                            "t86"."since"
                          FROM (
                            SELECT
                              "t130"."deal_id",
                              "t130"."met",
                              "t130"."decider_met",
                              "t130"."latest_at",
                              COALESCE(
                                (
                                  "t130"."interactions" >= 2
                                )
                                AND NOT (
                                  "t130"."decider_met"
                                )
                                AND (
                                  NOT (
                                    "t130"."stranger_met"
                                  )
                                  AND NOT (
                                    "t130"."nameless" OR (
                                      "t130"."wrote" < "t130"."messages"
                                    )
                                  )
                                  AND (
                                    "t130"."decider_planned" IS NULL
                                  )
                                ),
                                FALSE
                              ) AS "is_unmet"
                            FROM (
                              SELECT
                                "t129"."deal_id",
                                "t129"."met",
                                "t129"."wrote",
                                "t129"."decider_met",
                                "t129"."stranger_met",
                                "t129"."interactions",
                                "t129"."messages",
                                "t129"."nameless",
                                "t129"."latest_at",
                                "t129"."decider_planned"
                              FROM (
                                SELECT
                                  "t128"."deal_id",
                                  "t128"."met",
                                  "t128"."wrote",
                                  "t128"."decider_met",
                                  "t128"."stranger_met",
                                  "t128"."interactions",
                                  "t128"."messages",
                                  "t128"."nameless",
                                  "t128"."latest_at",
                                  "t108"."deal_id" AS "deal_id_right",
                                  "t108"."decider_planned"
                                FROM (
                                  SELECT
                                    "t126"."deal_id",
                                    "t126"."met",
                                    "t126"."wrote",
                                    "t126"."decider_met",
                                    "t126"."stranger_met",
                                    "t126"."interactions",
                                    "t126"."messages",
                                    "t126"."nameless",
                                    "t126"."latest_at"
                                  FROM (
                                    SELECT
                                      "t125"."deal_id",
                                      "t125"."met",
                                      "t125"."wrote",
                                      "t125"."decider_met",
                                      "t125"."stranger_met",
                                      "t115"."deal_id" AS "deal_id_right",
                                      "t115"."interactions",
                                      "t115"."messages",
                                      "t115"."nameless",
                                      "t115"."latest_at"
                                    FROM (
                                      SELECT
                                        "t123"."deal_id",
                                        "t123"."met",
                                        "t123"."wrote",
                                        "t123"."decider_met",
                                        "t123"."stranger_met"
                                      FROM (
                                        SELECT
                                          "t84"."deal_id",
                                          "t122"."deal_id" AS "deal_id_right",
                                          "t122"."met",
                                          "t122"."wrote",
                                          "t122"."decider_met",
                                          "t122"."stranger_met"
                                        FROM (
                                          SELECT
                                            "t74"."deal_id"
                                          FROM "t73" AS "t74"
                                        ) AS "t84"
                                        LEFT OUTER JOIN (
                                          SELECT
                                            "t118"."deal_id",
                                            COUNT(*) AS "met",
                                            SUM("t118"."wrote") AS "wrote",
                                            BOOL_OR("t118"."decides") AS "decider_met",
                                            BOOL_OR("t118"."is_stranger") AS "stranger_met"
                                          FROM (
                                            SELECT
                                              "t111"."deal_id",
                                              "t111"."person_id",
                                              "t111"."rank",
                                              "t111"."wrote",
                                              COALESCE("t28"."has_deciding_role", FALSE)
                                              OR (
                                                (
                                                  GREATEST("t111"."rank", COALESCE("t28"."member_rank", 0)) = 5
                                                )
                                                OR (
                                                  NOT (
                                                    COALESCE("t28"."has_role", FALSE)
                                                  )
                                                  AND (
                                                    GREATEST("t111"."rank", COALESCE("t28"."member_rank", 0)) >= 4
                                                  )
                                                )
                                              ) AS "decides",
                                              (
                                                GREATEST("t111"."rank", COALESCE("t28"."member_rank", 0)) = 0
                                              )
                                              AND NOT (
                                                COALESCE("t28"."has_role", FALSE)
                                              ) AS "is_stranger"
                                            FROM (
                                              SELECT
                                                "t104"."deal_id",
                                                "t104"."person_id",
                                                MAX("t104"."rank") AS "rank",
                                                SUM("t104"."wrote") AS "wrote"
                                              FROM (
                                                SELECT
                                                  "t102"."deal_id",
                                                  "t102"."activity_id",
                                                  "t102"."person_id",
                                                  "t102"."occurred_at",
                                                  "t102"."rank",
                                                  "t102"."wrote"
                                                FROM (
                                                  SELECT
                                                    *
                                                  FROM (
                                                    SELECT
                                                      "t37"."deal_id",
                                                      "t37"."activity_id",
                                                      "t37"."person_id",
                                                      "t37"."occurred_at",
                                                      "t37"."rank",
                                                      "t37"."wrote",
                                                      "t87"."until"
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
                                                      ) AS "t15"
                                                      UNION ALL
                                                      SELECT
                                                        *
                                                      FROM (
                                                        SELECT
                                                          "t23"."deal_id",
                                                          "t23"."activity_id",
                                                          "t23"."person_id",
                                                          "t23"."occurred_at",
                                                          "t23"."rank",
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
                                                        ) AS "t23"
                                                        WHERE
                                                          NOT EXISTS(
                                                            SELECT
                                                              1
                                                            FROM (
                                                              SELECT
                                                                *
                                                              FROM "book_event" AS "t1"
                                                              WHERE
                                                                "t1"."direction" = 'inbound'
                                                                AND "t1"."kind" IN ('email', 'chat', 'letter')
                                                                AND "t1"."is_automated"
                                                            ) AS "t19"
                                                            WHERE
                                                              "t23"."deal_id" = "t19"."deal_id" AND "t23"."activity_id" = "t19"."activity_id"
                                                          )
                                                      ) AS "t33"
                                                    ) AS "t37"
                                                    INNER JOIN (
                                                      SELECT
                                                        "t74"."deal_id",
                                                        "t74"."sure_at" AS "until"
                                                      FROM "t73" AS "t74"
                                                    ) AS "t87"
                                                      ON "t37"."deal_id" = "t87"."deal_id"
                                                  ) AS "t94"
                                                  WHERE
                                                    "t94"."occurred_at" <= "t94"."until"
                                                ) AS "t102"
                                              ) AS "t104"
                                              GROUP BY
                                                1,
                                                2
                                            ) AS "t111"
                                            LEFT OUTER JOIN (
                                              SELECT
                                                "t4"."deal_id",
                                                "t4"."person_id",
                                                MIN("t4"."row_id") AS "row_id",
                                                BOOL_OR("t4"."role" <> 'unknown') AS "has_role",
                                                BOOL_OR("t4"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
                                                MAX("t4"."rank") AS "member_rank"
                                              FROM "book_member" AS "t4"
                                              GROUP BY
                                                1,
                                                2
                                            ) AS "t28"
                                              ON "t111"."deal_id" = "t28"."deal_id" AND "t111"."person_id" = "t28"."person_id"
                                          ) AS "t118"
                                          GROUP BY
                                            1
                                        ) AS "t122"
                                          ON "t84"."deal_id" = "t122"."deal_id"
                                      ) AS "t123"
                                    ) AS "t125"
                                    LEFT OUTER JOIN (
                                      SELECT
                                        "t103"."deal_id",
                                        COUNT(*) AS "interactions",
                                        SUM("t103"."wrote") AS "messages",
                                        BOOL_OR((
                                          "t103"."buyers" = 0
                                        ) OR (
                                          "t103"."unnamed" > 0
                                        )) AS "nameless",
                                        MAX("t103"."occurred_at") AS "latest_at"
                                      FROM (
                                        SELECT
                                          "t101"."deal_id",
                                          "t101"."activity_id",
                                          "t101"."occurred_at",
                                          "t101"."kind",
                                          "t101"."direction",
                                          "t101"."status",
                                          "t101"."is_automated",
                                          "t101"."buyers",
                                          "t101"."unnamed",
                                          "t101"."top_rank",
                                          "t101"."owner_id",
                                          "t101"."has_attachment",
                                          "t101"."has_body",
                                          "t101"."wrote"
                                        FROM (
                                          SELECT
                                            *
                                          FROM (
                                            SELECT
                                              "t26"."deal_id",
                                              "t26"."activity_id",
                                              "t26"."occurred_at",
                                              "t26"."kind",
                                              "t26"."direction",
                                              "t26"."status",
                                              "t26"."is_automated",
                                              "t26"."buyers",
                                              "t26"."unnamed",
                                              "t26"."top_rank",
                                              "t26"."owner_id",
                                              "t26"."has_attachment",
                                              "t26"."has_body",
                                              "t26"."wrote",
                                              "t87"."until"
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
                                              ) AS "t11"
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
                                              ) AS "t12"
                                            ) AS "t26"
                                            INNER JOIN (
                                              SELECT
                                                "t74"."deal_id",
                                                "t74"."sure_at" AS "until"
                                              FROM "t73" AS "t74"
                                            ) AS "t87"
                                              ON "t26"."deal_id" = "t87"."deal_id"
                                          ) AS "t93"
                                          WHERE
                                            "t93"."occurred_at" <= "t93"."until"
                                        ) AS "t101"
                                      ) AS "t103"
                                      GROUP BY
                                        1
                                    ) AS "t115"
                                      ON "t125"."deal_id" = "t115"."deal_id"
                                  ) AS "t126"
                                ) AS "t128"
                                LEFT OUTER JOIN (
                                  SELECT
                                    "t100"."deal_id",
                                    TRUE AS "decider_planned"
                                  FROM (
                                    SELECT DISTINCT
                                      "t92"."deal_id"
                                    FROM (
                                      SELECT
                                        "t44"."deal_id",
                                        "t44"."activity_id",
                                        "t44"."occurred_at",
                                        "t87"."until"
                                      FROM (
                                        SELECT
                                          "t38"."deal_id",
                                          "t38"."activity_id",
                                          "t38"."occurred_at"
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
                                            FROM "book_presence" AS "t3"
                                            WHERE
                                              "t3"."status" = 'planned'
                                              AND "t3"."kind" IN ('meeting', 'call', 'demo')
                                              AND "t3"."part" <> 'cc'
                                          ) AS "t22"
                                          LEFT OUTER JOIN (
                                            SELECT
                                              "t4"."deal_id",
                                              "t4"."person_id",
                                              MIN("t4"."row_id") AS "row_id",
                                              BOOL_OR("t4"."role" <> 'unknown') AS "has_role",
                                              BOOL_OR("t4"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
                                              MAX("t4"."rank") AS "member_rank"
                                            FROM "book_member" AS "t4"
                                            GROUP BY
                                              1,
                                              2
                                          ) AS "t28"
                                            ON "t22"."deal_id" = "t28"."deal_id" AND "t22"."person_id" = "t28"."person_id"
                                        ) AS "t38"
                                        WHERE
                                          "t38"."decides"
                                      ) AS "t44"
                                      INNER JOIN (
                                        SELECT
                                          "t74"."deal_id",
                                          "t74"."sure_at" AS "until"
                                        FROM "t73" AS "t74"
                                      ) AS "t87"
                                        ON "t44"."deal_id" = "t87"."deal_id"
                                    ) AS "t92"
                                    WHERE
                                      "t92"."occurred_at" <= "t92"."until"
                                  ) AS "t100"
                                ) AS "t108"
                                  ON "t128"."deal_id" = "t108"."deal_id"
                              ) AS "t129"
                            ) AS "t130"
                          ) AS "t132"
                          INNER JOIN (
                            SELECT
                              "t74"."deal_id",
                              "t74"."sure_at" AS "since"
                            FROM "t73" AS "t74"
                          ) AS "t86"
                            ON "t132"."deal_id" = "t86"."deal_id"
                        ) AS "t134"
                        WHERE
                          "t134"."is_unmet"
                      ) AS "t136"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t117"."deal_id",
                            GREATEST("t117"."occurred_at" + 2592000, "t117"."sure_at") AS "since"
                          FROM (
                            SELECT
                              "t112"."deal_id",
                              "t112"."activity_id",
                              "t112"."occurred_at",
                              "t112"."next_at",
                              "t76"."row_id",
                              "t76"."sure_at",
                              "t76"."as_of",
                              "t76"."sure_until"
                            FROM (
                              SELECT
                                *
                              FROM (
                                SELECT
                                  "t88"."deal_id",
                                  "t88"."activity_id",
                                  "t88"."occurred_at",
                                  LEAD("t88"."occurred_at") OVER (
                                    PARTITION BY "t88"."deal_id"
                                    ORDER BY "t88"."occurred_at" ASC, "t88"."activity_id" ASC
                                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                  ) AS "next_at"
                                FROM (
                                  SELECT
                                    "t36"."deal_id",
                                    "t36"."activity_id",
                                    "t36"."occurred_at"
                                  FROM (
                                    SELECT
                                      "t30"."deal_id",
                                      "t30"."activity_id",
                                      "t30"."occurred_at"
                                    FROM "t29" AS "t30"
                                  ) AS "t36"
                                  WHERE
                                    EXISTS(
                                      SELECT
                                        1
                                      FROM "t73" AS "t76"
                                      WHERE
                                        "t36"."deal_id" = "t76"."deal_id"
                                    )
                                ) AS "t88"
                              ) AS "t97"
                              WHERE
                                (
                                  "t97"."next_at" IS NULL
                                )
                                OR (
                                  (
                                    "t97"."occurred_at" + 2592000
                                  ) < "t97"."next_at"
                                )
                            ) AS "t112"
                            INNER JOIN "t73" AS "t76"
                              ON "t112"."deal_id" = "t76"."deal_id"
                          ) AS "t117"
                          WHERE
                            GREATEST("t117"."occurred_at" + 2592000, "t117"."sure_at") < COALESCE("t117"."next_at", "t117"."as_of")
                            AND GREATEST("t117"."occurred_at" + 2592000, "t117"."sure_at") < "t117"."sure_until"
                        ) AS "t119"
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t113"."deal_id",
                            GREATEST("t113"."changed_at", "t113"."sure_at") AS "since"
                          FROM (
                            SELECT
                              "t98"."deal_id",
                              "t98"."row_id",
                              "t98"."changed_at",
                              "t98"."sequence",
                              "t98"."days",
                              "t98"."sure_at",
                              "t98"."as_of",
                              "t98"."sure_until",
                              (
                                ROW_NUMBER() OVER (
                                  PARTITION BY "t98"."deal_id"
                                  ORDER BY "t98"."changed_at" ASC, "t98"."sequence" ASC, "t98"."row_id" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                ) - 1
                              ) + 1 AS "number",
                              "t98"."changed_at" AS "occurred_at"
                            FROM (
                              SELECT
                                *
                              FROM (
                                SELECT
                                  "t42"."deal_id",
                                  "t42"."row_id",
                                  "t42"."changed_at",
                                  "t42"."sequence",
                                  "t42"."days",
                                  "t83"."sure_at",
                                  "t83"."as_of",
                                  "t83"."sure_until"
                                FROM "t39" AS "t42"
                                INNER JOIN (
                                  SELECT
                                    "t74"."deal_id",
                                    "t74"."sure_at",
                                    "t74"."as_of",
                                    "t74"."sure_until"
                                  FROM "t73" AS "t74"
                                ) AS "t83"
                                  ON "t42"."deal_id" = "t83"."deal_id"
                              ) AS "t90"
                              WHERE
                                "t90"."days" > 0 AND "t90"."changed_at" < "t90"."sure_until"
                            ) AS "t98"
                          ) AS "t113"
                          WHERE
                            "t113"."number" = 2
                        ) AS "t116"
                      ) AS "t121"
                    ) AS "t137"
                    GROUP BY
                      1
                  ) AS "t139"
                    ON "t96"."deal_id" = "t139"."deal_id"
                ) AS "t140"
              ) AS "t142"
              LEFT OUTER JOIN (
                SELECT
                  "t132"."deal_id",
                  "t132"."decider_met"
                FROM (
                  SELECT
                    "t130"."deal_id",
                    "t130"."met",
                    "t130"."decider_met",
                    "t130"."latest_at",
                    COALESCE(
                      (
                        "t130"."interactions" >= 2
                      )
                      AND NOT (
                        "t130"."decider_met"
                      )
                      AND (
                        NOT (
                          "t130"."stranger_met"
                        )
                        AND NOT (
                          "t130"."nameless" OR (
                            "t130"."wrote" < "t130"."messages"
                          )
                        )
                        AND (
                          "t130"."decider_planned" IS NULL
                        )
                      ),
                      FALSE
                    ) AS "is_unmet"
                  FROM (
                    SELECT
                      "t129"."deal_id",
                      "t129"."met",
                      "t129"."wrote",
                      "t129"."decider_met",
                      "t129"."stranger_met",
                      "t129"."interactions",
                      "t129"."messages",
                      "t129"."nameless",
                      "t129"."latest_at",
                      "t129"."decider_planned"
                    FROM (
                      SELECT
                        "t128"."deal_id",
                        "t128"."met",
                        "t128"."wrote",
                        "t128"."decider_met",
                        "t128"."stranger_met",
                        "t128"."interactions",
                        "t128"."messages",
                        "t128"."nameless",
                        "t128"."latest_at",
                        "t108"."deal_id" AS "deal_id_right",
                        "t108"."decider_planned"
                      FROM (
                        SELECT
                          "t126"."deal_id",
                          "t126"."met",
                          "t126"."wrote",
                          "t126"."decider_met",
                          "t126"."stranger_met",
                          "t126"."interactions",
                          "t126"."messages",
                          "t126"."nameless",
                          "t126"."latest_at"
                        FROM (
                          SELECT
                            "t125"."deal_id",
                            "t125"."met",
                            "t125"."wrote",
                            "t125"."decider_met",
                            "t125"."stranger_met",
                            "t115"."deal_id" AS "deal_id_right",
                            "t115"."interactions",
                            "t115"."messages",
                            "t115"."nameless",
                            "t115"."latest_at"
                          FROM (
                            SELECT
                              "t123"."deal_id",
                              "t123"."met",
                              "t123"."wrote",
                              "t123"."decider_met",
                              "t123"."stranger_met"
                            FROM (
                              SELECT
                                "t84"."deal_id",
                                "t122"."deal_id" AS "deal_id_right",
                                "t122"."met",
                                "t122"."wrote",
                                "t122"."decider_met",
                                "t122"."stranger_met"
                              FROM (
                                SELECT
                                  "t74"."deal_id"
                                FROM "t73" AS "t74"
                              ) AS "t84"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t118"."deal_id",
                                  COUNT(*) AS "met",
                                  SUM("t118"."wrote") AS "wrote",
                                  BOOL_OR("t118"."decides") AS "decider_met",
                                  BOOL_OR("t118"."is_stranger") AS "stranger_met"
                                FROM (
                                  SELECT
                                    "t111"."deal_id",
                                    "t111"."person_id",
                                    "t111"."rank",
                                    "t111"."wrote",
                                    COALESCE("t28"."has_deciding_role", FALSE)
                                    OR (
                                      (
                                        GREATEST("t111"."rank", COALESCE("t28"."member_rank", 0)) = 5
                                      )
                                      OR (
                                        NOT (
                                          COALESCE("t28"."has_role", FALSE)
                                        )
                                        AND (
                                          GREATEST("t111"."rank", COALESCE("t28"."member_rank", 0)) >= 4
                                        )
                                      )
                                    ) AS "decides",
                                    (
                                      GREATEST("t111"."rank", COALESCE("t28"."member_rank", 0)) = 0
                                    )
                                    AND NOT (
                                      COALESCE("t28"."has_role", FALSE)
                                    ) AS "is_stranger"
                                  FROM (
                                    SELECT
                                      "t104"."deal_id",
                                      "t104"."person_id",
                                      MAX("t104"."rank") AS "rank",
                                      SUM("t104"."wrote") AS "wrote"
                                    FROM (
                                      SELECT
                                        "t102"."deal_id",
                                        "t102"."activity_id",
                                        "t102"."person_id",
                                        "t102"."occurred_at",
                                        "t102"."rank",
                                        "t102"."wrote"
                                      FROM (
                                        SELECT
                                          *
                                        FROM (
                                          SELECT
                                            "t37"."deal_id",
                                            "t37"."activity_id",
                                            "t37"."person_id",
                                            "t37"."occurred_at",
                                            "t37"."rank",
                                            "t37"."wrote",
                                            "t87"."until"
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
                                            ) AS "t15"
                                            UNION ALL
                                            SELECT
                                              *
                                            FROM (
                                              SELECT
                                                "t23"."deal_id",
                                                "t23"."activity_id",
                                                "t23"."person_id",
                                                "t23"."occurred_at",
                                                "t23"."rank",
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
                                              ) AS "t23"
                                              WHERE
                                                NOT EXISTS(
                                                  SELECT
                                                    1
                                                  FROM (
                                                    SELECT
                                                      *
                                                    FROM "book_event" AS "t1"
                                                    WHERE
                                                      "t1"."direction" = 'inbound'
                                                      AND "t1"."kind" IN ('email', 'chat', 'letter')
                                                      AND "t1"."is_automated"
                                                  ) AS "t19"
                                                  WHERE
                                                    "t23"."deal_id" = "t19"."deal_id" AND "t23"."activity_id" = "t19"."activity_id"
                                                )
                                            ) AS "t33"
                                          ) AS "t37"
                                          INNER JOIN (
                                            SELECT
                                              "t74"."deal_id",
                                              "t74"."sure_at" AS "until"
                                            FROM "t73" AS "t74"
                                          ) AS "t87"
                                            ON "t37"."deal_id" = "t87"."deal_id"
                                        ) AS "t94"
                                        WHERE
                                          "t94"."occurred_at" <= "t94"."until"
                                      ) AS "t102"
                                    ) AS "t104"
                                    GROUP BY
                                      1,
                                      2
                                  ) AS "t111"
                                  LEFT OUTER JOIN (
                                    SELECT
                                      "t4"."deal_id",
                                      "t4"."person_id",
                                      MIN("t4"."row_id") AS "row_id",
                                      BOOL_OR("t4"."role" <> 'unknown') AS "has_role",
                                      BOOL_OR("t4"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
                                      MAX("t4"."rank") AS "member_rank"
                                    FROM "book_member" AS "t4"
                                    GROUP BY
                                      1,
                                      2
                                  ) AS "t28"
                                    ON "t111"."deal_id" = "t28"."deal_id" AND "t111"."person_id" = "t28"."person_id"
                                ) AS "t118"
                                GROUP BY
                                  1
                              ) AS "t122"
                                ON "t84"."deal_id" = "t122"."deal_id"
                            ) AS "t123"
                          ) AS "t125"
                          LEFT OUTER JOIN (
                            SELECT
                              "t103"."deal_id",
                              COUNT(*) AS "interactions",
                              SUM("t103"."wrote") AS "messages",
                              BOOL_OR((
                                "t103"."buyers" = 0
                              ) OR (
                                "t103"."unnamed" > 0
                              )) AS "nameless",
                              MAX("t103"."occurred_at") AS "latest_at"
                            FROM (
                              SELECT
                                "t101"."deal_id",
                                "t101"."activity_id",
                                "t101"."occurred_at",
                                "t101"."kind",
                                "t101"."direction",
                                "t101"."status",
                                "t101"."is_automated",
                                "t101"."buyers",
                                "t101"."unnamed",
                                "t101"."top_rank",
                                "t101"."owner_id",
                                "t101"."has_attachment",
                                "t101"."has_body",
                                "t101"."wrote"
                              FROM (
                                SELECT
                                  *
                                FROM (
                                  SELECT
                                    "t26"."deal_id",
                                    "t26"."activity_id",
                                    "t26"."occurred_at",
                                    "t26"."kind",
                                    "t26"."direction",
                                    "t26"."status",
                                    "t26"."is_automated",
                                    "t26"."buyers",
                                    "t26"."unnamed",
                                    "t26"."top_rank",
                                    "t26"."owner_id",
                                    "t26"."has_attachment",
                                    "t26"."has_body",
                                    "t26"."wrote",
                                    "t87"."until"
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
                                    ) AS "t11"
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
                                    ) AS "t12"
                                  ) AS "t26"
                                  INNER JOIN (
                                    SELECT
                                      "t74"."deal_id",
                                      "t74"."sure_at" AS "until"
                                    FROM "t73" AS "t74"
                                  ) AS "t87"
                                    ON "t26"."deal_id" = "t87"."deal_id"
                                ) AS "t93"
                                WHERE
                                  "t93"."occurred_at" <= "t93"."until"
                              ) AS "t101"
                            ) AS "t103"
                            GROUP BY
                              1
                          ) AS "t115"
                            ON "t125"."deal_id" = "t115"."deal_id"
                        ) AS "t126"
                      ) AS "t128"
                      LEFT OUTER JOIN (
                        SELECT
                          "t100"."deal_id",
                          TRUE AS "decider_planned"
                        FROM (
                          SELECT DISTINCT
                            "t92"."deal_id"
                          FROM (
                            SELECT
                              "t44"."deal_id",
                              "t44"."activity_id",
                              "t44"."occurred_at",
                              "t87"."until"
                            FROM (
                              SELECT
                                "t38"."deal_id",
                                "t38"."activity_id",
                                "t38"."occurred_at"
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
                                  FROM "book_presence" AS "t3"
                                  WHERE
                                    "t3"."status" = 'planned'
                                    AND "t3"."kind" IN ('meeting', 'call', 'demo')
                                    AND "t3"."part" <> 'cc'
                                ) AS "t22"
                                LEFT OUTER JOIN (
                                  SELECT
                                    "t4"."deal_id",
                                    "t4"."person_id",
                                    MIN("t4"."row_id") AS "row_id",
                                    BOOL_OR("t4"."role" <> 'unknown') AS "has_role",
                                    BOOL_OR("t4"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
                                    MAX("t4"."rank") AS "member_rank"
                                  FROM "book_member" AS "t4"
                                  GROUP BY
                                    1,
                                    2
                                ) AS "t28"
                                  ON "t22"."deal_id" = "t28"."deal_id" AND "t22"."person_id" = "t28"."person_id"
                              ) AS "t38"
                              WHERE
                                "t38"."decides"
                            ) AS "t44"
                            INNER JOIN (
                              SELECT
                                "t74"."deal_id",
                                "t74"."sure_at" AS "until"
                              FROM "t73" AS "t74"
                            ) AS "t87"
                              ON "t44"."deal_id" = "t87"."deal_id"
                          ) AS "t92"
                          WHERE
                            "t92"."occurred_at" <= "t92"."until"
                        ) AS "t100"
                      ) AS "t108"
                        ON "t128"."deal_id" = "t108"."deal_id"
                    ) AS "t129"
                  ) AS "t130"
                ) AS "t132"
                INNER JOIN (
                  SELECT
                    "t74"."deal_id",
                    "t74"."sure_at" AS "since"
                  FROM "t73" AS "t74"
                ) AS "t86"
                  ON "t132"."deal_id" = "t86"."deal_id"
              ) AS "t135"
                ON "t142"."deal_id" = "t135"."deal_id"
            ) AS "t143"
          ) AS "t145"
          LEFT OUTER JOIN (
            SELECT
              "t99"."deal_id",
              TRUE AS "is_heard"
            FROM (
              SELECT DISTINCT
                "t91"."deal_id"
              FROM (
                SELECT
                  "t32"."deal_id",
                  "t32"."activity_id",
                  "t32"."occurred_at",
                  "t32"."kind",
                  "t32"."direction",
                  "t32"."status",
                  "t32"."is_automated",
                  "t32"."buyers",
                  "t32"."unnamed",
                  "t32"."top_rank",
                  "t32"."owner_id",
                  "t32"."has_attachment",
                  "t32"."has_body",
                  "t85"."sure_at"
                FROM "t29" AS "t32"
                INNER JOIN (
                  SELECT
                    "t74"."deal_id",
                    "t74"."sure_at"
                  FROM "t73" AS "t74"
                ) AS "t85"
                  ON "t32"."deal_id" = "t85"."deal_id"
              ) AS "t91"
              WHERE
                "t91"."occurred_at" <= "t91"."sure_at"
            ) AS "t99"
          ) AS "t107"
            ON "t145"."deal_id" = "t107"."deal_id"
        ) AS "t146"
      ) AS "t148"
      LEFT OUTER JOIN (
        SELECT
          "t45"."deal_id",
          TRUE AS "is_dated"
        FROM (
          SELECT DISTINCT
            "t40"."deal_id"
          FROM "t39" AS "t40"
        ) AS "t45"
      ) AS "t47"
        ON "t148"."deal_id" = "t47"."deal_id"
    ) AS "t149"
  ) AS "t150"
) AS "t151"
