WITH `t7` AS (
  SELECT
    *
  FROM (
    SELECT
      `t1`.`deal_id`,
      `t1`.`activity_id`,
      `t1`.`occurred_at`,
      IF(
        `t1`.`kind` IN ('email', 'chat', 'letter')
        AND (
          `t1`.`direction` = 'outbound'
        ),
        1,
        0
      ) AS `wrote`,
      CASE
        WHEN `t1`.`kind` IN ('email', 'chat', 'letter')
        AND (
          `t1`.`is_automated` OR (
            `t1`.`direction` = 'inbound'
          )
        )
        THEN CAST(NULL AS BIGINT)
        WHEN `t1`.`kind` IN ('email', 'chat', 'letter')
        THEN IF(`t1`.`direction` = 'unknown', 1, 0)
        WHEN `t1`.`status` IN ('held', 'unknown')
        THEN 0
        WHEN `t1`.`status` = 'planned'
        THEN 1
        WHEN (
          `t1`.`status` = 'missed'
        )
        AND (
          `t1`.`kind` = 'call'
        )
        AND (
          `t1`.`direction` <> 'inbound'
        )
        THEN IF(`t1`.`direction` = 'unknown', 1, 0)
        ELSE CAST(NULL AS BIGINT)
      END AS `unsure`
    FROM `book_event` AS `t1`
    WHERE
      `t1`.`kind` IN ('email', 'chat', 'letter', 'meeting', 'call', 'demo')
      AND `t1`.`direction` <> 'internal'
  ) AS `t6`
  WHERE
    `t6`.`unsure` IS NOT NULL
)
SELECT
  `t24`.`deal_id`,
  `t24`.`answer`,
  IF(`t24`.`answer` <> 'unknown', CAST(`t24`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t24`.`answer` = 'hit', `t24`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t23`.`wrote`,
    `t23`.`unsure`,
    `t23`.`longest`,
    `t23`.`since`,
    CASE
      WHEN (
        `t23`.`wrote` > 0
      ) AND (
        `t23`.`longest` > 2592000
      )
      THEN 'hit'
      WHEN (
        `t23`.`wrote` > 0
      )
      AND (
        `t23`.`longest` <= 2592000
      )
      AND (
        `t23`.`unsure` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      `t23`.`longest`
    ) / (
      86400
    )) AS BIGINT) AS `value`,
    `t23`.`since` + 2592000 AS `hit_at`
  FROM (
    SELECT
      `t22`.`deal_id`,
      `t22`.`as_of`,
      `t22`.`opened_at`,
      `t22`.`account_id`,
      `t22`.`owner_id`,
      `t22`.`pipeline`,
      `t22`.`stage`,
      `t22`.`stage_entered_at`,
      `t22`.`amount`,
      `t22`.`size_band`,
      `t22`.`segment`,
      `t22`.`product`,
      `t22`.`channel`,
      `t22`.`history_complete`,
      `t22`.`is_look_back`,
      `t22`.`wrote`,
      `t22`.`unsure`,
      `t22`.`longest`,
      `t22`.`since`
    FROM (
      SELECT
        `t17`.`deal_id`,
        `t17`.`as_of`,
        `t17`.`opened_at`,
        `t17`.`account_id`,
        `t17`.`owner_id`,
        `t17`.`pipeline`,
        `t17`.`stage`,
        `t17`.`stage_entered_at`,
        `t17`.`amount`,
        `t17`.`size_band`,
        `t17`.`segment`,
        `t17`.`product`,
        `t17`.`channel`,
        `t17`.`history_complete`,
        `t17`.`is_look_back`,
        `t17`.`wrote`,
        `t17`.`unsure`,
        `t21`.`deal_id` AS `deal_id_right`,
        `t21`.`longest`,
        `t21`.`since`
      FROM (
        SELECT
          `t13`.`deal_id`,
          `t13`.`as_of`,
          `t13`.`opened_at`,
          `t13`.`account_id`,
          `t13`.`owner_id`,
          `t13`.`pipeline`,
          `t13`.`stage`,
          `t13`.`stage_entered_at`,
          `t13`.`amount`,
          `t13`.`size_band`,
          `t13`.`segment`,
          `t13`.`product`,
          `t13`.`channel`,
          `t13`.`history_complete`,
          `t13`.`is_look_back`,
          `t13`.`wrote`,
          `t13`.`unsure`
        FROM (
          SELECT
            `t2`.`deal_id`,
            `t2`.`as_of`,
            `t2`.`opened_at`,
            `t2`.`account_id`,
            `t2`.`owner_id`,
            `t2`.`pipeline`,
            `t2`.`stage`,
            `t2`.`stage_entered_at`,
            `t2`.`amount`,
            `t2`.`size_band`,
            `t2`.`segment`,
            `t2`.`product`,
            `t2`.`channel`,
            `t2`.`history_complete`,
            `t2`.`is_look_back`,
            `t11`.`deal_id` AS `deal_id_right`,
            `t11`.`wrote`,
            `t11`.`unsure`
          FROM `book_deal` AS `t2`
          LEFT OUTER JOIN (
            SELECT
              `t8`.`deal_id`,
              SUM(`t8`.`wrote`) AS `wrote`,
              SUM(`t8`.`unsure`) AS `unsure`
            FROM `t7` AS `t8`
            GROUP BY
              1
          ) AS `t11`
            ON `t2`.`deal_id` = `t11`.`deal_id`
        ) AS `t13`
      ) AS `t17`
      LEFT OUTER JOIN (
        SELECT
          `t19`.`deal_id`,
          MAX(`t19`.`lasted`) AS `longest`,
          MIN(IF(`t19`.`lasted` > 2592000, `t19`.`began_at`, NULL)) AS `since`
        FROM (
          SELECT
            `t18`.`deal_id`,
            `t18`.`began_with`,
            `t18`.`began_at`,
            `t18`.`ended_with`,
            `t18`.`ended_at`,
            `t18`.`as_of`,
            COALESCE(`t18`.`ended_at`, `t18`.`as_of`) - `t18`.`began_at` AS `lasted`
          FROM (
            SELECT
              `t16`.`deal_id`,
              `t16`.`activity_id` AS `began_with`,
              `t16`.`occurred_at` AS `began_at`,
              LEAD(`t16`.`activity_id`) OVER (
                PARTITION BY `t16`.`deal_id`
                ORDER BY `t16`.`occurred_at` ASC NULLS LAST, `t16`.`is_act` ASC NULLS LAST, `t16`.`activity_id` ASC NULLS LAST
              ) AS `ended_with`,
              LEAD(`t16`.`occurred_at`) OVER (
                PARTITION BY `t16`.`deal_id`
                ORDER BY `t16`.`occurred_at` ASC NULLS LAST, `t16`.`is_act` ASC NULLS LAST, `t16`.`activity_id` ASC NULLS LAST
              ) AS `ended_at`,
              `t16`.`as_of`
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  `t0`.`deal_id`,
                  `t0`.`as_of`,
                  CAST(NULL AS BIGINT) AS `activity_id`,
                  `t0`.`opened_at` AS `occurred_at`,
                  0 AS `is_act`
                FROM `book_deal` AS `t0`
                WHERE
                  `t0`.`opened_at` IS NOT NULL
              ) AS `t3`
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  `t12`.`deal_id`,
                  `t12`.`as_of`,
                  `t12`.`activity_id`,
                  `t12`.`occurred_at`,
                  1 AS `is_act`
                FROM (
                  SELECT
                    `t9`.`deal_id`,
                    `t9`.`activity_id`,
                    `t9`.`occurred_at`,
                    `t9`.`wrote`,
                    `t9`.`unsure`,
                    `t5`.`opened_at`,
                    `t5`.`as_of`
                  FROM `t7` AS `t9`
                  INNER JOIN (
                    SELECT
                      `t0`.`deal_id`,
                      `t0`.`opened_at`,
                      `t0`.`as_of`
                    FROM `book_deal` AS `t0`
                    WHERE
                      `t0`.`opened_at` IS NOT NULL
                  ) AS `t5`
                    ON `t9`.`deal_id` = `t5`.`deal_id`
                ) AS `t12`
                WHERE
                  `t12`.`occurred_at` >= `t12`.`opened_at`
              ) AS `t14`
            ) AS `t16`
          ) AS `t18`
        ) AS `t19`
        GROUP BY
          1
      ) AS `t21`
        ON `t17`.`deal_id` = `t21`.`deal_id`
    ) AS `t22`
  ) AS `t23`
) AS `t24`
