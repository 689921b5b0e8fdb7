WITH `t26` AS (
  SELECT
    `t25`.`deal_id`,
    `t25`.`row_id`,
    `t25`.`activity_id`,
    `t25`.`occurred_at`,
    `t25`.`asked_in`,
    `t25`.`content_words`,
    `t25`.`answer_words`,
    `t25`.`answer_asks`,
    `t25`.`answer_defers`,
    `t25`.`is_doubtful`,
    `t25`.`asked_at`,
    `t25`.`as_of`,
    `t25`.`sure_at`,
    `t25`.`next_at`,
    NOT (
      `t25`.`is_doubtful`
    )
    AND (
      (
        (
          `t25`.`answer_words` IS NOT NULL
        )
        AND NOT (
          COALESCE(`t25`.`answer_defers`, FALSE)
        )
      )
      OR COALESCE(`t25`.`sure_at` < (
        `t25`.`asked_at` + 604800
      ), FALSE)
    ) AS `is_answered`,
    NOT (
      (
        `t25`.`answer_words` IS NOT NULL
      )
      AND NOT (
        COALESCE(`t25`.`answer_defers`, FALSE)
      )
    )
    AND NOT (
      `t25`.`is_doubtful`
    )
    AND (
      COALESCE(`t25`.`next_at`, `t25`.`as_of` + 1) >= (
        `t25`.`asked_at` + 604800
      )
    ) AS `is_open`
  FROM (
    SELECT
      `t9`.`deal_id`,
      `t9`.`row_id`,
      `t9`.`activity_id`,
      `t9`.`occurred_at`,
      `t9`.`asked_in`,
      `t9`.`content_words`,
      `t9`.`answer_words`,
      `t9`.`answer_asks`,
      `t9`.`answer_defers`,
      `t9`.`is_doubtful`,
      `t9`.`asked_at`,
      `t7`.`as_of`,
      `t24`.`sure_at`,
      `t24`.`next_at`
    FROM (
      SELECT
        `t2`.`deal_id`,
        `t2`.`row_id`,
        `t2`.`activity_id`,
        `t2`.`occurred_at`,
        `t2`.`asked_in`,
        `t2`.`content_words`,
        `t2`.`answer_words`,
        `t2`.`answer_asks`,
        `t2`.`answer_defers`,
        `t2`.`is_doubtful`,
        `t2`.`occurred_at` + 1 AS `asked_at`
      FROM `book_question` AS `t2`
      WHERE
        `t2`.`asked_in` = 'call' AND `t2`.`content_words` > 0
    ) AS `t9`
    INNER JOIN (
      SELECT
        `t1`.`deal_id`,
        `t1`.`as_of`
      FROM `book_deal` AS `t1`
    ) AS `t7`
      ON `t9`.`deal_id` = `t7`.`deal_id`
    LEFT OUTER JOIN (
      SELECT
        `t22`.`deal_id`,
        `t22`.`row_id`,
        `t22`.`sure_at`,
        `t22`.`next_at`
      FROM (
        SELECT
          `t21`.`deal_id`,
          `t21`.`row_id`,
          `t21`.`at`,
          `t21`.`is_ask`,
          MIN(`t21`.`sure_at`) OVER (
            PARTITION BY `t21`.`deal_id`
            ORDER BY `t21`.`at` DESC, `t21`.`is_ask` ASC NULLS LAST, `t21`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `sure_at`,
          MIN(`t21`.`next_at`) OVER (
            PARTITION BY `t21`.`deal_id`
            ORDER BY `t21`.`at` DESC, `t21`.`is_ask` ASC NULLS LAST, `t21`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `next_at`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              `t9`.`deal_id`,
              `t9`.`row_id`,
              `t9`.`asked_at` AS `at`,
              1 AS `is_ask`,
              CAST(NULL AS BIGINT) AS `sure_at`,
              CAST(NULL AS BIGINT) AS `next_at`
            FROM (
              SELECT
                `t2`.`deal_id`,
                `t2`.`row_id`,
                `t2`.`activity_id`,
                `t2`.`occurred_at`,
                `t2`.`asked_in`,
                `t2`.`content_words`,
                `t2`.`answer_words`,
                `t2`.`answer_asks`,
                `t2`.`answer_defers`,
                `t2`.`is_doubtful`,
                `t2`.`occurred_at` + 1 AS `asked_at`
              FROM `book_question` AS `t2`
              WHERE
                `t2`.`asked_in` = 'call' AND `t2`.`content_words` > 0
            ) AS `t9`
            INNER JOIN (
              SELECT
                `t1`.`deal_id`,
                `t1`.`as_of`
              FROM `book_deal` AS `t1`
            ) AS `t7`
              ON `t9`.`deal_id` = `t7`.`deal_id`
          ) AS `t13`
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              `t19`.`deal_id`,
              `t19`.`row_id`,
              `t19`.`at`,
              `t19`.`is_ask`,
              `t19`.`sure_at`,
              `t19`.`next_at`
            FROM (
              SELECT
                `t15`.`deal_id`,
                CAST(NULL AS BIGINT) AS `row_id`,
                IF(
                  (
                    `t15`.`occurred_at` % 86400
                  ) = 0,
                  `t15`.`occurred_at` + 86399,
                  `t15`.`occurred_at`
                ) AS `at`,
                0 AS `is_ask`,
                IF(
                  `t15`.`is_sure`,
                  IF(
                    (
                      `t15`.`occurred_at` % 86400
                    ) = 0,
                    `t15`.`occurred_at` + 86399,
                    `t15`.`occurred_at`
                  ),
                  CAST(NULL AS BIGINT)
                ) AS `sure_at`,
                IF(
                  TRUE,
                  IF(
                    (
                      `t15`.`occurred_at` % 86400
                    ) = 0,
                    `t15`.`occurred_at` + 86399,
                    `t15`.`occurred_at`
                  ),
                  CAST(NULL AS BIGINT)
                ) AS `next_at`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t0`.`deal_id`,
                    `t0`.`activity_id`,
                    `t0`.`occurred_at`,
                    (
                      `t0`.`kind` IN ('meeting', 'call', 'demo')
                      AND `t0`.`status` IN ('held', 'unknown')
                      AND (
                        `t0`.`direction` <> 'internal'
                      )
                    )
                    OR (
                      (
                        `t0`.`kind` = 'call'
                      )
                      AND (
                        `t0`.`direction` = 'outbound'
                      )
                      AND (
                        `t0`.`status` = 'missed'
                      )
                    )
                    OR (
                      `t0`.`kind` IN ('email', 'chat', 'letter')
                      AND NOT (
                        `t0`.`status` IN ('planned', 'moved', 'cancelled')
                      )
                      AND (
                        `t0`.`direction` = 'outbound'
                      )
                    ) AS `is_sure`
                  FROM `book_event` AS `t0`
                  WHERE
                    NOT (
                      `t0`.`is_automated`
                    )
                    AND (
                      (
                        `t0`.`kind` IN ('meeting', 'call', 'demo')
                        AND `t0`.`status` IN ('held', 'unknown')
                        AND (
                          `t0`.`direction` <> 'internal'
                        )
                      )
                      OR (
                        (
                          `t0`.`kind` = 'call'
                        )
                        AND (
                          `t0`.`direction` = 'outbound'
                        )
                        AND (
                          `t0`.`status` = 'missed'
                        )
                      )
                      OR (
                        `t0`.`kind` IN ('email', 'chat', 'letter')
                        AND NOT (
                          `t0`.`status` IN ('planned', 'moved', 'cancelled')
                        )
                        AND (
                          `t0`.`direction` = 'outbound'
                        )
                      )
                      OR (
                        (
                          `t0`.`status` IN ('planned', 'moved', 'cancelled')
                          AND `t0`.`kind` IN ('meeting', 'call', 'demo')
                        )
                        OR (
                          `t0`.`kind` IN ('email', 'chat', 'letter')
                          AND NOT (
                            `t0`.`status` IN ('planned', 'moved', 'cancelled')
                          )
                          AND (
                            `t0`.`direction` = 'unknown'
                          )
                        )
                      )
                    )
                ) AS `t12`
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    `t0`.`deal_id`,
                    `t0`.`activity_id`,
                    `t0`.`occurred_at` - 1209600 AS `occurred_at`,
                    FALSE AS `is_sure`
                  FROM `book_event` AS `t0`
                  WHERE
                    NOT (
                      `t0`.`is_automated`
                    )
                    AND `t0`.`kind` IN ('meeting', 'call', 'demo')
                    AND `t0`.`status` IN ('held', 'unknown')
                    AND `t0`.`direction` <> 'internal'
                    AND `t0`.`kind` <> 'call'
                ) AS `t6`
              ) AS `t15`
            ) AS `t19`
            LEFT SEMI JOIN (
              SELECT DISTINCT
                *
              FROM (
                SELECT
                  `t9`.`deal_id`
                FROM (
                  SELECT
                    `t2`.`deal_id`,
                    `t2`.`row_id`,
                    `t2`.`activity_id`,
                    `t2`.`occurred_at`,
                    `t2`.`asked_in`,
                    `t2`.`content_words`,
                    `t2`.`answer_words`,
                    `t2`.`answer_asks`,
                    `t2`.`answer_defers`,
                    `t2`.`is_doubtful`,
                    `t2`.`occurred_at` + 1 AS `asked_at`
                  FROM `book_question` AS `t2`
                  WHERE
                    `t2`.`asked_in` = 'call' AND `t2`.`content_words` > 0
                ) AS `t9`
                INNER JOIN (
                  SELECT
                    `t1`.`deal_id`,
                    `t1`.`as_of`
                  FROM `book_deal` AS `t1`
                ) AS `t7`
                  ON `t9`.`deal_id` = `t7`.`deal_id`
              ) AS `t14`
            ) AS `t17`
              ON `t19`.`deal_id` = `t17`.`deal_id`
          ) AS `t20`
        ) AS `t21`
      ) AS `t22`
      WHERE
        `t22`.`is_ask` = 1
    ) AS `t24`
      ON `t9`.`deal_id` = `t24`.`deal_id` AND `t9`.`row_id` = `t24`.`row_id`
  ) AS `t25`
)
SELECT
  `t42`.`deal_id`,
  `t42`.`answer`,
  IF(`t42`.`answer` <> 'unknown', CAST(`t42`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t42`.`answer` = 'hit', `t42`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t41`.`deal_id`,
    `t41`.`as_of`,
    `t41`.`opened_at`,
    `t41`.`account_id`,
    `t41`.`owner_id`,
    `t41`.`pipeline`,
    `t41`.`stage`,
    `t41`.`stage_entered_at`,
    `t41`.`amount`,
    `t41`.`size_band`,
    `t41`.`segment`,
    `t41`.`product`,
    `t41`.`channel`,
    `t41`.`history_complete`,
    `t41`.`is_look_back`,
    `t41`.`answered`,
    `t41`.`doubtful`,
    `t41`.`open`,
    `t41`.`due_at`,
    `t41`.`we_wrote`,
    CASE
      WHEN `t41`.`we_wrote` AND (
        `t41`.`open` > 0
      )
      THEN 'hit'
      WHEN (
        `t41`.`answered` > 0
      )
      AND (
        `t41`.`open` IS NULL
      )
      AND (
        `t41`.`doubtful` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t41`.`open`, 0) AS `value`,
    `t41`.`due_at` AS `hit_at`
  FROM (
    SELECT
      `t40`.`deal_id`,
      `t40`.`as_of`,
      `t40`.`opened_at`,
      `t40`.`account_id`,
      `t40`.`owner_id`,
      `t40`.`pipeline`,
      `t40`.`stage`,
      `t40`.`stage_entered_at`,
      `t40`.`amount`,
      `t40`.`size_band`,
      `t40`.`segment`,
      `t40`.`product`,
      `t40`.`channel`,
      `t40`.`history_complete`,
      `t40`.`is_look_back`,
      `t40`.`answered`,
      `t40`.`doubtful`,
      `t40`.`open`,
      `t40`.`due_at`,
      `t40`.`we_wrote`
    FROM (
      SELECT
        `t39`.`deal_id`,
        `t39`.`as_of`,
        `t39`.`opened_at`,
        `t39`.`account_id`,
        `t39`.`owner_id`,
        `t39`.`pipeline`,
        `t39`.`stage`,
        `t39`.`stage_entered_at`,
        `t39`.`amount`,
        `t39`.`size_band`,
        `t39`.`segment`,
        `t39`.`product`,
        `t39`.`channel`,
        `t39`.`history_complete`,
        `t39`.`is_look_back`,
        `t39`.`answered`,
        `t39`.`doubtful`,
        `t39`.`open`,
        `t39`.`due_at`,
        `t11`.`deal_id` AS `deal_id_right`,
        `t11`.`we_wrote`
      FROM (
        SELECT
          `t37`.`deal_id`,
          `t37`.`as_of`,
          `t37`.`opened_at`,
          `t37`.`account_id`,
          `t37`.`owner_id`,
          `t37`.`pipeline`,
          `t37`.`stage`,
          `t37`.`stage_entered_at`,
          `t37`.`amount`,
          `t37`.`size_band`,
          `t37`.`segment`,
          `t37`.`product`,
          `t37`.`channel`,
          `t37`.`history_complete`,
          `t37`.`is_look_back`,
          `t37`.`answered`,
          `t37`.`doubtful`,
          `t37`.`open`,
          `t37`.`due_at`
        FROM (
          SELECT
            `t36`.`deal_id`,
            `t36`.`as_of`,
            `t36`.`opened_at`,
            `t36`.`account_id`,
            `t36`.`owner_id`,
            `t36`.`pipeline`,
            `t36`.`stage`,
            `t36`.`stage_entered_at`,
            `t36`.`amount`,
            `t36`.`size_band`,
            `t36`.`segment`,
            `t36`.`product`,
            `t36`.`channel`,
            `t36`.`history_complete`,
            `t36`.`is_look_back`,
            `t36`.`answered`,
            `t36`.`doubtful`,
            `t32`.`deal_id` AS `deal_id_right`,
            `t32`.`open`,
            `t32`.`due_at`
          FROM (
            SELECT
              `t34`.`deal_id`,
              `t34`.`as_of`,
              `t34`.`opened_at`,
              `t34`.`account_id`,
              `t34`.`owner_id`,
              `t34`.`pipeline`,
              `t34`.`stage`,
              `t34`.`stage_entered_at`,
              `t34`.`amount`,
              `t34`.`size_band`,
              `t34`.`segment`,
              `t34`.`product`,
              `t34`.`channel`,
              `t34`.`history_complete`,
              `t34`.`is_look_back`,
              `t34`.`answered`,
              `t34`.`doubtful`
            FROM (
              SELECT
                `t3`.`deal_id`,
                `t3`.`as_of`,
                `t3`.`opened_at`,
                `t3`.`account_id`,
                `t3`.`owner_id`,
                `t3`.`pipeline`,
                `t3`.`stage`,
                `t3`.`stage_entered_at`,
                `t3`.`amount`,
                `t3`.`size_band`,
                `t3`.`segment`,
                `t3`.`product`,
                `t3`.`channel`,
                `t3`.`history_complete`,
                `t3`.`is_look_back`,
                `t33`.`deal_id` AS `deal_id_right`,
                `t33`.`answered`,
                `t33`.`doubtful`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t29`.`deal_id`,
                  SUM(IF(`t29`.`is_answered`, 1, 0)) AS `answered`,
                  SUM(IF(`t29`.`is_doubtful`, 1, 0)) AS `doubtful`
                FROM (
                  SELECT
                    `t27`.`deal_id`,
                    `t27`.`row_id`,
                    `t27`.`activity_id`,
                    `t27`.`occurred_at`,
                    `t27`.`asked_in`,
                    `t27`.`content_words`,
                    `t27`.`answer_words`,
                    `t27`.`answer_asks`,
                    `t27`.`answer_defers`,
                    NOT (
                      `t27`.`is_answered`
                    ) AND NOT (
                      `t27`.`is_open`
                    ) AS `is_doubtful`,
                    `t27`.`asked_at`,
                    `t27`.`as_of`,
                    `t27`.`sure_at`,
                    `t27`.`next_at`,
                    `t27`.`is_answered`,
                    `t27`.`is_open`
                  FROM `t26` AS `t27`
                ) AS `t29`
                GROUP BY
                  1
              ) AS `t33`
                ON `t3`.`deal_id` = `t33`.`deal_id`
            ) AS `t34`
          ) AS `t36`
          LEFT OUTER JOIN (
            SELECT
              `t28`.`deal_id`,
              COUNT(*) AS `open`,
              MAX(`t28`.`asked_at` + 604800) AS `due_at`
            FROM (
              SELECT
                `t27`.`deal_id`,
                `t27`.`row_id`,
                `t27`.`activity_id`,
                `t27`.`occurred_at`,
                `t27`.`asked_in`,
                `t27`.`content_words`,
                `t27`.`answer_words`,
                `t27`.`answer_asks`,
                `t27`.`answer_defers`,
                NOT (
                  `t27`.`is_answered`
                ) AND NOT (
                  `t27`.`is_open`
                ) AS `is_doubtful`,
                `t27`.`asked_at`,
                `t27`.`as_of`,
                `t27`.`sure_at`,
                `t27`.`next_at`,
                `t27`.`is_answered`,
                `t27`.`is_open`
              FROM `t26` AS `t27`
              WHERE
                `t27`.`is_open`
            ) AS `t28`
            GROUP BY
              1
          ) AS `t32`
            ON `t36`.`deal_id` = `t32`.`deal_id`
        ) AS `t37`
      ) AS `t39`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`deal_id`,
          TRUE AS `we_wrote`
        FROM (
          SELECT DISTINCT
            `t0`.`deal_id`
          FROM `book_event` AS `t0`
          WHERE
            `t0`.`direction` = 'outbound'
            AND `t0`.`kind` IN ('email', 'chat', 'letter')
            AND NOT (
              `t0`.`is_automated`
            )
        ) AS `t5`
      ) AS `t11`
        ON `t39`.`deal_id` = `t11`.`deal_id`
    ) AS `t40`
  ) AS `t41`
) AS `t42`
