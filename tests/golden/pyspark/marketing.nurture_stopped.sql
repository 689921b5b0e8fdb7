SELECT
  `t25`.`deal_id`,
  `t25`.`answer`,
  IF(`t25`.`answer` <> 'unknown', CAST(`t25`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t25`.`answer` = 'hit', `t25`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t24`.`deal_id`,
    `t24`.`as_of`,
    `t24`.`opened_at`,
    `t24`.`account_id`,
    `t24`.`owner_id`,
    `t24`.`pipeline`,
    `t24`.`stage`,
    `t24`.`stage_entered_at`,
    `t24`.`amount`,
    `t24`.`size_band`,
    `t24`.`segment`,
    `t24`.`product`,
    `t24`.`channel`,
    `t24`.`history_complete`,
    `t24`.`is_look_back`,
    `t24`.`programmes`,
    `t24`.`due_at`,
    `t24`.`untold`,
    `t24`.`spoke_at`,
    CASE
      WHEN `t24`.`due_at` IS NOT NULL
      THEN 'hit'
      WHEN (
        `t24`.`programmes` > 0
      )
      AND (
        `t24`.`due_at` IS NULL
      )
      AND NOT (
        `t24`.`untold`
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      COALESCE(`t24`.`spoke_at` - `t24`.`due_at`, 0)
    ) / (
      86400
    )) AS BIGINT) AS `value`,
    `t24`.`due_at` AS `hit_at`
  FROM (
    SELECT
      `t23`.`deal_id`,
      `t23`.`as_of`,
      `t23`.`opened_at`,
      `t23`.`account_id`,
      `t23`.`owner_id`,
      `t23`.`pipeline`,
      `t23`.`stage`,
      `t23`.`stage_entered_at`,
      `t23`.`amount`,
      `t23`.`size_band`,
      `t23`.`segment`,
      `t23`.`product`,
      `t23`.`channel`,
      `t23`.`history_complete`,
      `t23`.`is_look_back`,
      `t23`.`programmes`,
      `t23`.`due_at`,
      `t23`.`untold`,
      `t23`.`spoke_at`
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
        `t22`.`deal_id` AS `deal_id_right`,
        `t22`.`programmes`,
        `t22`.`due_at`,
        `t22`.`untold`,
        `t22`.`spoke_at`
      FROM `book_deal` AS `t3`
      LEFT OUTER JOIN (
        SELECT
          `t20`.`deal_id`,
          COUNT(*) AS `programmes`,
          MAX(IF(COALESCE(`t20`.`is_stop`, FALSE), `t20`.`due_at`, CAST(NULL AS BIGINT))) AS `due_at`,
          BOOL_OR(`t20`.`is_stop` IS NULL) AS `untold`,
          MAX(`t20`.`spoke_at`) AS `spoke_at`
        FROM (
          SELECT
            `t19`.`deal_id`,
            `t19`.`campaign_id`,
            `t16`.`spoke_at`,
            `t19`.`due_at`,
            (
              (
                `t16`.`as_of` - `t19`.`last_at`
              ) > (
                `t19`.`usual_gap` * 3.0 * 86400
              )
            )
            AND (
              `t19`.`due_at` >= `t16`.`opened_at`
            )
            AND (
              `t19`.`due_at` <= `t16`.`spoke_at`
            ) AS `is_stop`
          FROM (
            SELECT
              `t17`.`deal_id`,
              `t17`.`campaign_id`,
              `t17`.`days`,
              `t17`.`steady_at`,
              `t17`.`last_at`,
              `t17`.`usual_gap`,
              `t17`.`longest`,
              `t17`.`last_at` + CAST(CEIL(`t17`.`usual_gap` * 86400) AS BIGINT) AS `due_at`
            FROM (
              SELECT
                `t13`.`deal_id`,
                `t13`.`campaign_id`,
                COUNT(*) AS `days`,
                MAX(IF(`t13`.`place` = 3, `t13`.`occurred_at`, NULL)) AS `steady_at`,
                MAX(`t13`.`occurred_at`) AS `last_at`,
                PERCENTILE(`t13`.`gap`, 0.5) AS `usual_gap`,
                MAX(`t13`.`gap`) AS `longest`
              FROM (
                SELECT
                  `t10`.`deal_id`,
                  `t10`.`campaign_id`,
                  `t10`.`occurred_at`,
                  CAST(FLOOR((
                    `t10`.`occurred_at`
                  ) / (
                    86400
                  )) AS BIGINT) - LAG(CAST(FLOOR((
                    `t10`.`occurred_at`
                  ) / (
                    86400
                  )) AS BIGINT)) OVER (
                    PARTITION BY `t10`.`deal_id`, `t10`.`campaign_id`
                    ORDER BY `t10`.`occurred_at` ASC NULLS LAST
                  ) AS `gap`,
                  ROW_NUMBER() OVER (
                    PARTITION BY `t10`.`deal_id`, `t10`.`campaign_id`
                    ORDER BY `t10`.`occurred_at` ASC NULLS LAST
                  ) - 1 AS `place`
                FROM (
                  SELECT
                    `t6`.`deal_id`,
                    `t6`.`campaign_id`,
                    CAST(FLOOR((
                      `t6`.`occurred_at`
                    ) / (
                      86400
                    )) AS BIGINT) AS `FloorDivide(occurred_at, 86400)`,
                    MAX(`t6`.`occurred_at`) AS `occurred_at`
                  FROM (
                    SELECT
                      *
                    FROM `book_touch` AS `t1`
                    WHERE
                      `t1`.`occurred_at` IS NOT NULL
                      AND NOT (
                        COALESCE(`t1`.`responded`, FALSE)
                      )
                      AND NOT (
                        `t1`.`kind` IN (
                          'clicked',
                          'forwarded',
                          'printed',
                          'registered',
                          'attended',
                          'submitted',
                          'responded',
                          'replied',
                          'bounced',
                          'dropped',
                          'deferred',
                          'suppressed',
                          'failed',
                          'opened',
                          'statuschange',
                          'unsubscribed',
                          'spamreport',
                          'unbounce'
                        )
                      )
                      AND `t1`.`campaign_id` IS NOT NULL
                  ) AS `t6`
                  GROUP BY
                    1,
                    2,
                    3
                ) AS `t10`
              ) AS `t13`
              GROUP BY
                1,
                2
            ) AS `t17`
            WHERE
              `t17`.`days` >= 4 AND `t17`.`longest` <= (
                `t17`.`usual_gap` * 3.0
              )
          ) AS `t19`
          INNER JOIN (
            SELECT
              `t14`.`deal_id`,
              `t14`.`opened_at`,
              `t14`.`as_of`,
              `t14`.`spoke_at`
            FROM (
              SELECT
                `t5`.`deal_id`,
                `t5`.`opened_at`,
                `t5`.`as_of`,
                `t12`.`deal_id` AS `deal_id_right`,
                `t12`.`spoke_at`
              FROM (
                SELECT
                  `t0`.`deal_id`,
                  `t0`.`opened_at`,
                  `t0`.`as_of`
                FROM `book_deal` AS `t0`
              ) AS `t5`
              LEFT OUTER JOIN (
                SELECT
                  `t9`.`deal_id`,
                  MAX(`t9`.`occurred_at`) AS `spoke_at`
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM `book_event` AS `t2`
                    WHERE
                      NOT (
                        `t2`.`is_automated`
                      )
                      AND `t2`.`direction` = 'inbound'
                      AND `t2`.`kind` IN ('email', 'chat', 'letter', 'call')
                      AND NOT (
                        `t2`.`status` IN ('planned', 'moved', 'cancelled')
                      )
                  ) AS `t7`
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM `book_event` AS `t2`
                    WHERE
                      NOT (
                        `t2`.`is_automated`
                      )
                      AND `t2`.`kind` IN ('meeting', 'call', 'demo')
                      AND `t2`.`status` IN ('held', 'unknown')
                      AND `t2`.`direction` <> 'internal'
                      AND (
                        (
                          `t2`.`direction` <> 'inbound'
                        ) OR (
                          `t2`.`kind` <> 'call'
                        )
                      )
                      AND (
                        (
                          `t2`.`buyers` > 0
                        ) OR (
                          `t2`.`unnamed` > 0
                        ) OR (
                          `t2`.`kind` <> 'call'
                        )
                      )
                  ) AS `t8`
                ) AS `t9`
                GROUP BY
                  1
              ) AS `t12`
                ON `t5`.`deal_id` = `t12`.`deal_id`
            ) AS `t14`
          ) AS `t16`
            ON `t19`.`deal_id` = `t16`.`deal_id`
        ) AS `t20`
        GROUP BY
          1
      ) AS `t22`
        ON `t3`.`deal_id` = `t22`.`deal_id`
    ) AS `t23`
  ) AS `t24`
) AS `t25`
