WITH `t10` AS (
  SELECT
    *
  FROM `book_presence` AS `t2`
  WHERE
    `t2`.`direction` = 'inbound'
    AND `t2`.`kind` IN ('email', 'chat', 'letter')
    AND `t2`.`part` <> 'to'
    AND `t2`.`part` <> 'cc'
), `t13` AS (
  SELECT
    *
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
      0 AS `wrote`
    FROM `book_event` AS `t0`
    WHERE
      `t0`.`kind` IN ('meeting', 'call', 'demo')
      AND `t0`.`status` IN ('held', 'unknown')
      AND `t0`.`direction` <> 'internal'
  ) AS `t6`
  UNION ALL
  SELECT
    *
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
      1 AS `wrote`
    FROM `book_event` AS `t0`
    WHERE
      `t0`.`direction` = 'inbound'
      AND `t0`.`kind` IN ('email', 'chat', 'letter')
      AND NOT (
        `t0`.`is_automated`
      )
  ) AS `t7`
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
    `t56`.`last_at`,
    `t56`.`days`,
    `t56`.`usual_gap`,
    `t56`.`latest_at`,
    `t56`.`is_doubted`,
    CASE
      WHEN (
        `t56`.`days` >= 3
      )
      AND (
        (
          `t56`.`latest_at` - `t56`.`last_at`
        ) > GREATEST(1814400, CAST(CEIL(`t56`.`usual_gap` * 5.0 * 86400) AS BIGINT))
      )
      AND (
        `t56`.`is_doubted` IS NULL
      )
      THEN 'hit'
      WHEN (
        (
          `t56`.`latest_at` - `t56`.`last_at`
        ) <= 1814400
      )
      OR (
        (
          `t56`.`days` >= 3
        )
        AND (
          (
            `t56`.`latest_at` - `t56`.`last_at`
          ) <= GREATEST(1814400, CAST(CEIL(`t56`.`usual_gap` * 5.0 * 86400) AS BIGINT))
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      `t56`.`latest_at` - `t56`.`last_at`
    ) / (
      86400
    )) AS BIGINT) AS `value`,
    `t56`.`last_at` + GREATEST(1814400, CAST(CEIL(`t56`.`usual_gap` * 5.0 * 86400) AS BIGINT)) AS `hit_at`
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
      `t55`.`last_at`,
      `t55`.`days`,
      `t55`.`usual_gap`,
      `t55`.`latest_at`,
      `t55`.`is_doubted`
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
        `t54`.`last_at`,
        `t54`.`days`,
        `t54`.`usual_gap`,
        `t54`.`latest_at`,
        `t48`.`deal_id` AS `deal_id_right`,
        `t48`.`is_doubted`
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
          `t52`.`last_at`,
          `t52`.`days`,
          `t52`.`usual_gap`,
          `t52`.`latest_at`
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
            `t51`.`last_at`,
            `t51`.`days`,
            `t51`.`usual_gap`,
            `t23`.`deal_id` AS `deal_id_right`,
            `t23`.`latest_at`
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
              `t49`.`last_at`,
              `t49`.`days`,
              `t49`.`usual_gap`
            FROM (
              SELECT
                `t43`.`deal_id`,
                `t43`.`as_of`,
                `t43`.`opened_at`,
                `t43`.`account_id`,
                `t43`.`owner_id`,
                `t43`.`pipeline`,
                `t43`.`stage`,
                `t43`.`stage_entered_at`,
                `t43`.`amount`,
                `t43`.`size_band`,
                `t43`.`segment`,
                `t43`.`product`,
                `t43`.`channel`,
                `t43`.`history_complete`,
                `t43`.`is_look_back`,
                `t43`.`last_at`,
                `t46`.`deal_id` AS `deal_id_right`,
                `t46`.`days`,
                `t46`.`usual_gap`
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
                  `t41`.`last_at`
                FROM (
                  SELECT
                    `t4`.`deal_id`,
                    `t4`.`as_of`,
                    `t4`.`opened_at`,
                    `t4`.`account_id`,
                    `t4`.`owner_id`,
                    `t4`.`pipeline`,
                    `t4`.`stage`,
                    `t4`.`stage_entered_at`,
                    `t4`.`amount`,
                    `t4`.`size_band`,
                    `t4`.`segment`,
                    `t4`.`product`,
                    `t4`.`channel`,
                    `t4`.`history_complete`,
                    `t4`.`is_look_back`,
                    `t38`.`deal_id` AS `deal_id_right`,
                    `t38`.`last_at`
                  FROM `book_deal` AS `t4`
                  LEFT OUTER JOIN (
                    SELECT
                      `t31`.`deal_id`,
                      MAX(`t31`.`occurred_at`) AS `last_at`
                    FROM (
                      SELECT
                        `t28`.`deal_id`,
                        `t28`.`activity_id`,
                        `t28`.`person_id`,
                        `t28`.`occurred_at`,
                        `t28`.`rank`,
                        `t28`.`wrote`
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t2`.`deal_id`,
                            `t2`.`activity_id`,
                            `t2`.`person_id`,
                            `t2`.`occurred_at`,
                            `t2`.`rank`,
                            0 AS `wrote`
                          FROM `book_presence` AS `t2`
                          WHERE
                            `t2`.`kind` IN ('meeting', 'call', 'demo')
                            AND `t2`.`status` IN ('held', 'unknown')
                            AND `t2`.`direction` <> 'internal'
                            AND `t2`.`part` <> 'cc'
                        ) AS `t9`
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t19`.`deal_id`,
                            `t19`.`activity_id`,
                            `t19`.`person_id`,
                            `t19`.`occurred_at`,
                            `t19`.`rank`,
                            1 AS `wrote`
                          FROM `t10` AS `t19`
                          LEFT ANTI JOIN (
                            SELECT
                              *
                            FROM `book_event` AS `t0`
                            WHERE
                              `t0`.`direction` = 'inbound'
                              AND `t0`.`kind` IN ('email', 'chat', 'letter')
                              AND `t0`.`is_automated`
                          ) AS `t12`
                            ON `t19`.`deal_id` = `t12`.`deal_id` AND `t19`.`activity_id` = `t12`.`activity_id`
                        ) AS `t26`
                      ) AS `t28`
                      LEFT SEMI JOIN (
                        SELECT
                          *
                        FROM `book_member` AS `t3`
                        WHERE
                          `t3`.`role` = 'champion'
                      ) AS `t16`
                        ON `t28`.`deal_id` = `t16`.`deal_id` AND `t28`.`person_id` = `t16`.`person_id`
                    ) AS `t31`
                    GROUP BY
                      1
                  ) AS `t38`
                    ON `t4`.`deal_id` = `t38`.`deal_id`
                ) AS `t41`
              ) AS `t43`
              LEFT OUTER JOIN (
                SELECT
                  `t39`.`deal_id`,
                  COUNT(*) AS `days`,
                  PERCENTILE(`t39`.`gap`, 0.5) AS `usual_gap`
                FROM (
                  SELECT
                    `t35`.`deal_id`,
                    `t35`.`day` - LAG(`t35`.`day`) OVER (PARTITION BY `t35`.`deal_id` ORDER BY `t35`.`day` ASC NULLS LAST) AS `gap`
                  FROM (
                    SELECT DISTINCT
                      *
                    FROM (
                      SELECT
                        `t28`.`deal_id`,
                        CAST(FLOOR((
                          `t28`.`occurred_at`
                        ) / (
                          86400
                        )) AS BIGINT) AS `day`
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t2`.`deal_id`,
                            `t2`.`activity_id`,
                            `t2`.`person_id`,
                            `t2`.`occurred_at`,
                            `t2`.`rank`,
                            0 AS `wrote`
                          FROM `book_presence` AS `t2`
                          WHERE
                            `t2`.`kind` IN ('meeting', 'call', 'demo')
                            AND `t2`.`status` IN ('held', 'unknown')
                            AND `t2`.`direction` <> 'internal'
                            AND `t2`.`part` <> 'cc'
                        ) AS `t9`
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t19`.`deal_id`,
                            `t19`.`activity_id`,
                            `t19`.`person_id`,
                            `t19`.`occurred_at`,
                            `t19`.`rank`,
                            1 AS `wrote`
                          FROM `t10` AS `t19`
                          LEFT ANTI JOIN (
                            SELECT
                              *
                            FROM `book_event` AS `t0`
                            WHERE
                              `t0`.`direction` = 'inbound'
                              AND `t0`.`kind` IN ('email', 'chat', 'letter')
                              AND `t0`.`is_automated`
                          ) AS `t12`
                            ON `t19`.`deal_id` = `t12`.`deal_id` AND `t19`.`activity_id` = `t12`.`activity_id`
                        ) AS `t26`
                      ) AS `t28`
                      LEFT SEMI JOIN (
                        SELECT
                          *
                        FROM `book_member` AS `t3`
                        WHERE
                          `t3`.`role` = 'champion'
                      ) AS `t16`
                        ON `t28`.`deal_id` = `t16`.`deal_id` AND `t28`.`person_id` = `t16`.`person_id`
                    ) AS `t32`
                  ) AS `t35`
                ) AS `t39`
                GROUP BY
                  1
              ) AS `t46`
                ON `t43`.`deal_id` = `t46`.`deal_id`
            ) AS `t49`
          ) AS `t51`
          LEFT OUTER JOIN (
            SELECT
              `t17`.`deal_id`,
              MAX(`t17`.`occurred_at`) AS `latest_at`
            FROM `t13` AS `t17`
            GROUP BY
              1
          ) AS `t23`
            ON `t51`.`deal_id` = `t23`.`deal_id`
        ) AS `t52`
      ) AS `t54`
      LEFT OUTER JOIN (
        SELECT
          `t45`.`deal_id`,
          TRUE AS `is_doubted`
        FROM (
          SELECT DISTINCT
            `t40`.`deal_id`
          FROM (
            SELECT
              `t36`.`deal_id`,
              `t36`.`occurred_at`,
              `t38`.`last_at`
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  `t30`.`deal_id`,
                  `t30`.`occurred_at`
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM `t13` AS `t17`
                    WHERE
                      (
                        `t17`.`buyers` = 0
                      ) OR (
                        `t17`.`unnamed` > 0
                      )
                  ) AS `t24`
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t25`.`deal_id`,
                      `t25`.`activity_id`,
                      `t25`.`occurred_at`,
                      `t25`.`kind`,
                      `t25`.`direction`,
                      `t25`.`status`,
                      `t25`.`is_automated`,
                      `t25`.`buyers`,
                      `t25`.`unnamed`,
                      `t25`.`top_rank`,
                      `t25`.`owner_id`,
                      `t25`.`has_attachment`,
                      `t25`.`has_body`,
                      `t25`.`wrote`
                    FROM (
                      SELECT
                        *
                      FROM `t13` AS `t17`
                      WHERE
                        `t17`.`wrote` = 1
                    ) AS `t25`
                    LEFT ANTI JOIN `t10` AS `t18`
                      ON `t25`.`deal_id` = `t18`.`deal_id` AND `t25`.`activity_id` = `t18`.`activity_id`
                  ) AS `t29`
                ) AS `t30`
              ) AS `t33`
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  `t14`.`deal_id`,
                  `t14`.`occurred_at`
                FROM (
                  SELECT
                    *
                  FROM `book_presence` AS `t2`
                  WHERE
                    `t2`.`status` = 'planned'
                    AND `t2`.`kind` IN ('meeting', 'call', 'demo')
                    AND `t2`.`part` <> 'cc'
                ) AS `t14`
                LEFT SEMI JOIN (
                  SELECT
                    *
                  FROM `book_member` AS `t3`
                  WHERE
                    `t3`.`role` = 'champion'
                ) AS `t16`
                  ON `t14`.`deal_id` = `t16`.`deal_id` AND `t14`.`person_id` = `t16`.`person_id`
              ) AS `t22`
            ) AS `t36`
            INNER JOIN (
              SELECT
                `t31`.`deal_id`,
                MAX(`t31`.`occurred_at`) AS `last_at`
              FROM (
                SELECT
                  `t28`.`deal_id`,
                  `t28`.`activity_id`,
                  `t28`.`person_id`,
                  `t28`.`occurred_at`,
                  `t28`.`rank`,
                  `t28`.`wrote`
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t2`.`deal_id`,
                      `t2`.`activity_id`,
                      `t2`.`person_id`,
                      `t2`.`occurred_at`,
                      `t2`.`rank`,
                      0 AS `wrote`
                    FROM `book_presence` AS `t2`
                    WHERE
                      `t2`.`kind` IN ('meeting', 'call', 'demo')
                      AND `t2`.`status` IN ('held', 'unknown')
                      AND `t2`.`direction` <> 'internal'
                      AND `t2`.`part` <> 'cc'
                  ) AS `t9`
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t19`.`deal_id`,
                      `t19`.`activity_id`,
                      `t19`.`person_id`,
                      `t19`.`occurred_at`,
                      `t19`.`rank`,
                      1 AS `wrote`
                    FROM `t10` AS `t19`
                    LEFT ANTI JOIN (
                      SELECT
                        *
                      FROM `book_event` AS `t0`
                      WHERE
                        `t0`.`direction` = 'inbound'
                        AND `t0`.`kind` IN ('email', 'chat', 'letter')
                        AND `t0`.`is_automated`
                    ) AS `t12`
                      ON `t19`.`deal_id` = `t12`.`deal_id` AND `t19`.`activity_id` = `t12`.`activity_id`
                  ) AS `t26`
                ) AS `t28`
                LEFT SEMI JOIN (
                  SELECT
                    *
                  FROM `book_member` AS `t3`
                  WHERE
                    `t3`.`role` = 'champion'
                ) AS `t16`
                  ON `t28`.`deal_id` = `t16`.`deal_id` AND `t28`.`person_id` = `t16`.`person_id`
              ) AS `t31`
              GROUP BY
                1
            ) AS `t38`
              ON `t36`.`deal_id` = `t38`.`deal_id`
          ) AS `t40`
          WHERE
            `t40`.`occurred_at` > `t40`.`last_at`
        ) AS `t45`
      ) AS `t48`
        ON `t54`.`deal_id` = `t48`.`deal_id`
    ) AS `t55`
  ) AS `t56`
) AS `t57`
