WITH `t24` AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t0`.`deal_id`,
        `t0`.`activity_id`,
        `t0`.`occurred_at`,
        FALSE AS `is_sure`
      FROM `book_event` AS `t0`
      WHERE
        NOT (
          `t0`.`is_automated`
        )
        AND `t0`.`status` IN ('planned', 'moved', 'cancelled')
        AND `t0`.`kind` IN ('meeting', 'call', 'demo')
    ) AS `t6`
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
    ) AS `t7`
  ) AS `t14`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t0`.`deal_id`,
          `t0`.`activity_id`,
          `t0`.`occurred_at`,
          TRUE AS `is_sure`
        FROM `book_event` AS `t0`
        WHERE
          NOT (
            `t0`.`is_automated`
          )
          AND `t0`.`kind` IN ('meeting', 'call', 'demo')
          AND `t0`.`status` IN ('held', 'unknown')
          AND `t0`.`direction` <> 'internal'
      ) AS `t8`
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          `t0`.`deal_id`,
          `t0`.`activity_id`,
          `t0`.`occurred_at`,
          TRUE AS `is_sure`
        FROM `book_event` AS `t0`
        WHERE
          NOT (
            `t0`.`is_automated`
          )
          AND `t0`.`kind` IN ('email', 'chat', 'letter')
          AND NOT (
            `t0`.`status` IN ('planned', 'moved', 'cancelled')
          )
          AND `t0`.`direction` = 'outbound'
      ) AS `t12`
    ) AS `t19`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t0`.`deal_id`,
          `t0`.`activity_id`,
          `t0`.`occurred_at`,
          TRUE AS `is_sure`
        FROM `book_event` AS `t0`
        WHERE
          NOT (
            `t0`.`is_automated`
          )
          AND `t0`.`kind` = 'call'
          AND `t0`.`direction` = 'outbound'
          AND `t0`.`status` = 'missed'
      ) AS `t9`
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          `t0`.`deal_id`,
          `t0`.`activity_id`,
          `t0`.`occurred_at`,
          FALSE AS `is_sure`
        FROM `book_event` AS `t0`
        WHERE
          NOT (
            `t0`.`is_automated`
          )
          AND `t0`.`kind` IN ('email', 'chat', 'letter')
          AND NOT (
            `t0`.`status` IN ('planned', 'moved', 'cancelled')
          )
          AND `t0`.`direction` = 'unknown'
      ) AS `t13`
    ) AS `t20`
  ) AS `t23`
), `t41` AS (
  SELECT
    `t40`.`deal_id`,
    `t40`.`row_id`,
    `t40`.`written_at`,
    `t40`.`asked_at`,
    `t40`.`as_of`,
    `t40`.`is_look_back`,
    `t40`.`sure_at`,
    `t40`.`next_at`,
    `t40`.`place`,
    `t40`.`one_asks` AS `asks`,
    (
      (
        (
          `t40`.`next_at` IS NULL
        )
        AND (
          `t40`.`as_of` >= (
            `t40`.`asked_at` + 604800
          )
        )
      )
      OR COALESCE(`t40`.`next_at` >= (
        `t40`.`asked_at` + 1209600
      ), FALSE)
    )
    AND NOT (
      (
        `t40`.`next_at` IS NULL
      )
      AND COALESCE(`t40`.`is_look_back`, FALSE)
      AND NOT (
        `t40`.`one_asks`
      )
    ) AS `is_missing`,
    COALESCE(`t40`.`sure_at` < (
      `t40`.`asked_at` + 1209600
    ), FALSE) AS `is_answered`
  FROM (
    SELECT
      `t39`.`deal_id`,
      `t39`.`row_id`,
      `t39`.`written_at`,
      `t39`.`asked_at`,
      `t39`.`as_of`,
      `t39`.`is_look_back`,
      `t39`.`sure_at`,
      `t39`.`next_at`,
      `t39`.`place`,
      `t39`.`one_asks`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t37`.`deal_id`,
          `t37`.`row_id`,
          `t37`.`written_at`,
          `t37`.`asked_at`,
          `t37`.`asks`,
          `t37`.`as_of`,
          `t37`.`is_look_back`,
          `t37`.`sure_at`,
          `t37`.`next_at`,
          ROW_NUMBER() OVER (
            PARTITION BY `t37`.`deal_id`, `t37`.`next_at`
            ORDER BY `t37`.`asked_at` ASC NULLS LAST, `t37`.`row_id` ASC NULLS LAST
          ) - 1 AS `place`,
          MAX(IF(`t37`.`asks`, 1, 0)) OVER (
            PARTITION BY `t37`.`deal_id`, `t37`.`next_at`
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) = 1 AS `one_asks`
        FROM (
          SELECT
            `t28`.`deal_id`,
            `t28`.`row_id`,
            `t28`.`written_at`,
            `t28`.`asked_at`,
            `t28`.`asks`,
            `t10`.`as_of`,
            `t10`.`is_look_back`,
            `t36`.`sure_at`,
            `t36`.`next_at`
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t22`.`deal_id`,
                `t22`.`row_id`,
                `t22`.`written_at`,
                `t22`.`asked_at`,
                TRUE AS `asks`
              FROM (
                SELECT
                  `t0`.`deal_id`,
                  `t0`.`activity_id`,
                  `t0`.`occurred_at`,
                  `t0`.`kind`,
                  `t0`.`direction`,
                  `t0`.`status`,
                  `t0`.`is_automated`,
                  `t0`.`buyers`,
                  `t0`.`unnamed`,
                  `t0`.`top_rank`,
                  `t0`.`owner_id`,
                  `t0`.`has_attachment`,
                  `t0`.`has_body`,
                  `t0`.`activity_id` AS `row_id`,
                  `t0`.`occurred_at` AS `written_at`,
                  IF((
                    `t0`.`occurred_at` % 86400
                  ) = 0, `t0`.`occurred_at` + 86399, `t0`.`occurred_at`) AS `asked_at`
                FROM `book_event` AS `t0`
                WHERE
                  `t0`.`direction` = 'inbound'
                  AND `t0`.`kind` IN ('email', 'chat', 'letter')
                  AND NOT (
                    `t0`.`is_automated`
                  )
                  AND NOT (
                    `t0`.`status` IN ('planned', 'moved', 'cancelled')
                  )
              ) AS `t22`
              LEFT SEMI JOIN (
                SELECT
                  *
                FROM `book_question` AS `t2`
                WHERE
                  `t2`.`asked_in` = 'message' AND `t2`.`content_words` > 0
              ) AS `t15`
                ON `t22`.`deal_id` = `t15`.`deal_id` AND `t22`.`activity_id` = `t15`.`activity_id`
            ) AS `t26`
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                `t0`.`deal_id`,
                `t0`.`activity_id` AS `row_id`,
                `t0`.`occurred_at` AS `written_at`,
                IF((
                  `t0`.`occurred_at` % 86400
                ) = 0, `t0`.`occurred_at` + 86399, `t0`.`occurred_at`) AS `asked_at`,
                FALSE AS `asks`
              FROM `book_event` AS `t0`
              WHERE
                `t0`.`direction` = 'inbound'
                AND `t0`.`kind` IN ('email', 'chat', 'letter')
                AND NOT (
                  `t0`.`is_automated`
                )
                AND NOT (
                  `t0`.`status` IN ('planned', 'moved', 'cancelled')
                )
                AND NOT (
                  COALESCE(`t0`.`has_body`, FALSE)
                )
            ) AS `t17`
          ) AS `t28`
          INNER JOIN (
            SELECT
              `t1`.`deal_id`,
              `t1`.`as_of`,
              `t1`.`is_look_back`
            FROM `book_deal` AS `t1`
          ) AS `t10`
            ON `t28`.`deal_id` = `t10`.`deal_id`
          LEFT OUTER JOIN (
            SELECT
              `t34`.`deal_id`,
              `t34`.`row_id`,
              `t34`.`sure_at`,
              `t34`.`next_at`
            FROM (
              SELECT
                `t33`.`deal_id`,
                `t33`.`row_id`,
                `t33`.`at`,
                `t33`.`is_ask`,
                MIN(`t33`.`sure_at`) OVER (
                  PARTITION BY `t33`.`deal_id`
                  ORDER BY `t33`.`at` DESC, `t33`.`is_ask` ASC NULLS LAST, `t33`.`row_id` DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS `sure_at`,
                MIN(`t33`.`next_at`) OVER (
                  PARTITION BY `t33`.`deal_id`
                  ORDER BY `t33`.`at` DESC, `t33`.`is_ask` ASC NULLS LAST, `t33`.`row_id` DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS `next_at`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t28`.`deal_id`,
                      `t28`.`row_id`,
                      `t28`.`asked_at` AS `at`,
                      1 AS `is_ask`,
                      CAST(NULL AS BIGINT) AS `sure_at`,
                      CAST(NULL AS BIGINT) AS `next_at`
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t22`.`deal_id`,
                          `t22`.`row_id`,
                          `t22`.`written_at`,
                          `t22`.`asked_at`,
                          TRUE AS `asks`
                        FROM (
                          SELECT
                            `t0`.`deal_id`,
                            `t0`.`activity_id`,
                            `t0`.`occurred_at`,
                            `t0`.`kind`,
                            `t0`.`direction`,
                            `t0`.`status`,
                            `t0`.`is_automated`,
                            `t0`.`buyers`,
                            `t0`.`unnamed`,
                            `t0`.`top_rank`,
                            `t0`.`owner_id`,
                            `t0`.`has_attachment`,
                            `t0`.`has_body`,
                            `t0`.`activity_id` AS `row_id`,
                            `t0`.`occurred_at` AS `written_at`,
                            IF((
                              `t0`.`occurred_at` % 86400
                            ) = 0, `t0`.`occurred_at` + 86399, `t0`.`occurred_at`) AS `asked_at`
                          FROM `book_event` AS `t0`
                          WHERE
                            `t0`.`direction` = 'inbound'
                            AND `t0`.`kind` IN ('email', 'chat', 'letter')
                            AND NOT (
                              `t0`.`is_automated`
                            )
                            AND NOT (
                              `t0`.`status` IN ('planned', 'moved', 'cancelled')
                            )
                        ) AS `t22`
                        LEFT SEMI JOIN (
                          SELECT
                            *
                          FROM `book_question` AS `t2`
                          WHERE
                            `t2`.`asked_in` = 'message' AND `t2`.`content_words` > 0
                        ) AS `t15`
                          ON `t22`.`deal_id` = `t15`.`deal_id` AND `t22`.`activity_id` = `t15`.`activity_id`
                      ) AS `t26`
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t0`.`deal_id`,
                          `t0`.`activity_id` AS `row_id`,
                          `t0`.`occurred_at` AS `written_at`,
                          IF((
                            `t0`.`occurred_at` % 86400
                          ) = 0, `t0`.`occurred_at` + 86399, `t0`.`occurred_at`) AS `asked_at`,
                          FALSE AS `asks`
                        FROM `book_event` AS `t0`
                        WHERE
                          `t0`.`direction` = 'inbound'
                          AND `t0`.`kind` IN ('email', 'chat', 'letter')
                          AND NOT (
                            `t0`.`is_automated`
                          )
                          AND NOT (
                            `t0`.`status` IN ('planned', 'moved', 'cancelled')
                          )
                          AND NOT (
                            COALESCE(`t0`.`has_body`, FALSE)
                          )
                      ) AS `t17`
                    ) AS `t28`
                    INNER JOIN (
                      SELECT
                        `t1`.`deal_id`,
                        `t1`.`as_of`,
                        `t1`.`is_look_back`
                      FROM `book_deal` AS `t1`
                    ) AS `t10`
                      ON `t28`.`deal_id` = `t10`.`deal_id`
                  ) AS `t31`
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t25`.`deal_id`,
                      CAST(NULL AS BIGINT) AS `row_id`,
                      IF(
                        (
                          `t25`.`occurred_at` % 86400
                        ) = 0,
                        `t25`.`occurred_at` + 86399,
                        `t25`.`occurred_at`
                      ) AS `at`,
                      0 AS `is_ask`,
                      IF(
                        (
                          `t25`.`occurred_at` % 86400
                        ) = 0,
                        `t25`.`occurred_at` + 86399,
                        `t25`.`occurred_at`
                      ) AS `sure_at`,
                      CAST(NULL AS BIGINT) AS `next_at`
                    FROM `t24` AS `t25`
                    WHERE
                      `t25`.`is_sure`
                  ) AS `t30`
                ) AS `t32`
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    `t25`.`deal_id`,
                    CAST(NULL AS BIGINT) AS `row_id`,
                    IF(
                      (
                        `t25`.`occurred_at` % 86400
                      ) = 0,
                      `t25`.`occurred_at` + 86399,
                      `t25`.`occurred_at`
                    ) AS `at`,
                    0 AS `is_ask`,
                    CAST(NULL AS BIGINT) AS `sure_at`,
                    IF(
                      (
                        `t25`.`occurred_at` % 86400
                      ) = 0,
                      `t25`.`occurred_at` + 86399,
                      `t25`.`occurred_at`
                    ) AS `next_at`
                  FROM `t24` AS `t25`
                ) AS `t29`
              ) AS `t33`
            ) AS `t34`
            WHERE
              `t34`.`is_ask` = 1
          ) AS `t36`
            ON `t28`.`deal_id` = `t36`.`deal_id` AND `t28`.`row_id` = `t36`.`row_id`
        ) AS `t37`
      ) AS `t38`
      WHERE
        `t38`.`place` = 0
    ) AS `t39`
  ) AS `t40`
)
SELECT
  `t57`.`deal_id`,
  `t57`.`answer`,
  IF(`t57`.`answer` <> 'unknown', CAST(`t57`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t57`.`answer` = 'hit', `t57`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t56`.`deal_id`,
    `t56`.`as_of`,
    `t56`.`opened_at`,
    `t56`.`account_id`,
    `t56`.`owner_id`,
    `t56`.`pipeline`,
    `t56`.`stage`,
    `t56`.`stage_entered_at`,
    `t56`.`amount`,
    `t56`.`size_band`,
    `t56`.`segment`,
    `t56`.`product`,
    `t56`.`channel`,
    `t56`.`history_complete`,
    `t56`.`is_look_back`,
    `t56`.`answered`,
    `t56`.`doubtful`,
    `t56`.`missing`,
    `t56`.`asked`,
    `t56`.`overdue_at`,
    `t56`.`we_wrote`,
    CASE
      WHEN `t56`.`we_wrote`
      AND (
        (
          `t56`.`asked` >= 1
        ) OR (
          `t56`.`missing` >= 2
        )
      )
      THEN 'hit'
      WHEN `t56`.`we_wrote`
      AND (
        `t56`.`answered` > 0
      )
      AND (
        `t56`.`missing` IS NULL
      )
      AND (
        `t56`.`doubtful` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t56`.`missing`, 0) AS `value`,
    `t56`.`overdue_at` AS `hit_at`
  FROM (
    SELECT
      `t55`.`deal_id`,
      `t55`.`as_of`,
      `t55`.`opened_at`,
      `t55`.`account_id`,
      `t55`.`owner_id`,
      `t55`.`pipeline`,
      `t55`.`stage`,
      `t55`.`stage_entered_at`,
      `t55`.`amount`,
      `t55`.`size_band`,
      `t55`.`segment`,
      `t55`.`product`,
      `t55`.`channel`,
      `t55`.`history_complete`,
      `t55`.`is_look_back`,
      `t55`.`answered`,
      `t55`.`doubtful`,
      `t55`.`missing`,
      `t55`.`asked`,
      `t55`.`overdue_at`,
      `t55`.`we_wrote`
    FROM (
      SELECT
        `t54`.`deal_id`,
        `t54`.`as_of`,
        `t54`.`opened_at`,
        `t54`.`account_id`,
        `t54`.`owner_id`,
        `t54`.`pipeline`,
        `t54`.`stage`,
        `t54`.`stage_entered_at`,
        `t54`.`amount`,
        `t54`.`size_band`,
        `t54`.`segment`,
        `t54`.`product`,
        `t54`.`channel`,
        `t54`.`history_complete`,
        `t54`.`is_look_back`,
        `t54`.`answered`,
        `t54`.`doubtful`,
        `t54`.`missing`,
        `t54`.`asked`,
        `t54`.`overdue_at`,
        `t21`.`deal_id` AS `deal_id_right`,
        `t21`.`we_wrote`
      FROM (
        SELECT
          `t52`.`deal_id`,
          `t52`.`as_of`,
          `t52`.`opened_at`,
          `t52`.`account_id`,
          `t52`.`owner_id`,
          `t52`.`pipeline`,
          `t52`.`stage`,
          `t52`.`stage_entered_at`,
          `t52`.`amount`,
          `t52`.`size_band`,
          `t52`.`segment`,
          `t52`.`product`,
          `t52`.`channel`,
          `t52`.`history_complete`,
          `t52`.`is_look_back`,
          `t52`.`answered`,
          `t52`.`doubtful`,
          `t52`.`missing`,
          `t52`.`asked`,
          `t52`.`overdue_at`
        FROM (
          SELECT
            `t51`.`deal_id`,
            `t51`.`as_of`,
            `t51`.`opened_at`,
            `t51`.`account_id`,
            `t51`.`owner_id`,
            `t51`.`pipeline`,
            `t51`.`stage`,
            `t51`.`stage_entered_at`,
            `t51`.`amount`,
            `t51`.`size_band`,
            `t51`.`segment`,
            `t51`.`product`,
            `t51`.`channel`,
            `t51`.`history_complete`,
            `t51`.`is_look_back`,
            `t51`.`answered`,
            `t51`.`doubtful`,
            `t47`.`deal_id` AS `deal_id_right`,
            `t47`.`missing`,
            `t47`.`asked`,
            `t47`.`overdue_at`
          FROM (
            SELECT
              `t49`.`deal_id`,
              `t49`.`as_of`,
              `t49`.`opened_at`,
              `t49`.`account_id`,
              `t49`.`owner_id`,
              `t49`.`pipeline`,
              `t49`.`stage`,
              `t49`.`stage_entered_at`,
              `t49`.`amount`,
              `t49`.`size_band`,
              `t49`.`segment`,
              `t49`.`product`,
              `t49`.`channel`,
              `t49`.`history_complete`,
              `t49`.`is_look_back`,
              `t49`.`answered`,
              `t49`.`doubtful`
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
                `t48`.`deal_id` AS `deal_id_right`,
                `t48`.`answered`,
                `t48`.`doubtful`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t44`.`deal_id`,
                  SUM(IF(`t44`.`is_answered`, 1, 0)) AS `answered`,
                  SUM(IF(`t44`.`is_doubtful`, 1, 0)) AS `doubtful`
                FROM (
                  SELECT
                    `t42`.`deal_id`,
                    `t42`.`row_id`,
                    `t42`.`written_at`,
                    `t42`.`asked_at`,
                    `t42`.`as_of`,
                    `t42`.`is_look_back`,
                    `t42`.`sure_at`,
                    `t42`.`next_at`,
                    `t42`.`place`,
                    `t42`.`asks`,
                    `t42`.`is_missing`,
                    `t42`.`is_answered`,
                    NOT (
                      `t42`.`is_missing`
                    ) AND NOT (
                      `t42`.`is_answered`
                    ) AS `is_doubtful`
                  FROM `t41` AS `t42`
                ) AS `t44`
                GROUP BY
                  1
              ) AS `t48`
                ON `t3`.`deal_id` = `t48`.`deal_id`
            ) AS `t49`
          ) AS `t51`
          LEFT OUTER JOIN (
            SELECT
              `t43`.`deal_id`,
              COUNT(*) AS `missing`,
              SUM(IF(`t43`.`asks`, 1, 0)) AS `asked`,
              MAX(`t43`.`asked_at` + 604800) AS `overdue_at`
            FROM (
              SELECT
                `t42`.`deal_id`,
                `t42`.`row_id`,
                `t42`.`written_at`,
                `t42`.`asked_at`,
                `t42`.`as_of`,
                `t42`.`is_look_back`,
                `t42`.`sure_at`,
                `t42`.`next_at`,
                `t42`.`place`,
                `t42`.`asks`,
                `t42`.`is_missing`,
                `t42`.`is_answered`,
                NOT (
                  `t42`.`is_missing`
                ) AND NOT (
                  `t42`.`is_answered`
                ) AS `is_doubtful`
              FROM `t41` AS `t42`
              WHERE
                `t42`.`is_missing`
            ) AS `t43`
            GROUP BY
              1
          ) AS `t47`
            ON `t51`.`deal_id` = `t47`.`deal_id`
        ) AS `t52`
      ) AS `t54`
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
      ) AS `t21`
        ON `t54`.`deal_id` = `t21`.`deal_id`
    ) AS `t55`
  ) AS `t56`
) AS `t57`
