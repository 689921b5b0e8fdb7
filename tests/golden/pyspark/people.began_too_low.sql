WITH `t8` AS (
  SELECT
    *
  FROM (
    SELECT
      `t5`.`deal_id`,
      `t5`.`activity_id`,
      `t5`.`occurred_at`,
      `t5`.`kind`,
      `t5`.`direction`,
      `t5`.`status`,
      `t5`.`is_automated`,
      `t5`.`buyers`,
      `t5`.`unnamed`,
      `t5`.`top_rank`,
      `t5`.`owner_id`,
      `t5`.`has_attachment`,
      `t5`.`has_body`,
      ROW_NUMBER() OVER (
        PARTITION BY `t5`.`deal_id`
        ORDER BY `t5`.`occurred_at` ASC NULLS LAST, `t5`.`activity_id` ASC NULLS LAST
      ) - 1 AS `place`
    FROM (
      SELECT
        *
      FROM `book_event` AS `t2`
      WHERE
        `t2`.`kind` IN ('meeting', 'call', 'demo')
        AND `t2`.`status` IN ('held', 'unknown')
        AND `t2`.`direction` <> 'internal'
    ) AS `t5`
  ) AS `t7`
  WHERE
    `t7`.`place` < 2
)
SELECT
  `t22`.`deal_id`,
  `t22`.`answer`,
  IF(`t22`.`answer` <> 'unknown', CAST(`t22`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t22`.`answer` = 'hit', `t22`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t21`.`deal_id`,
    `t21`.`as_of`,
    `t21`.`opened_at`,
    `t21`.`account_id`,
    `t21`.`owner_id`,
    `t21`.`pipeline`,
    `t21`.`stage`,
    `t21`.`stage_entered_at`,
    `t21`.`amount`,
    `t21`.`size_band`,
    `t21`.`segment`,
    `t21`.`product`,
    `t21`.`channel`,
    `t21`.`history_complete`,
    `t21`.`is_look_back`,
    `t21`.`top`,
    `t21`.`nameless`,
    `t21`.`last`,
    `t21`.`unsure`,
    CASE
      WHEN (
        `t21`.`top` < 3
      )
      AND (
        NOT (
          `t21`.`nameless`
        ) AND (
          `t21`.`unsure` IS NULL
        )
      )
      THEN 'hit'
      WHEN `t21`.`top` >= 3
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t21`.`top` AS `value`,
    `t21`.`last` AS `hit_at`
  FROM (
    SELECT
      `t20`.`deal_id`,
      `t20`.`as_of`,
      `t20`.`opened_at`,
      `t20`.`account_id`,
      `t20`.`owner_id`,
      `t20`.`pipeline`,
      `t20`.`stage`,
      `t20`.`stage_entered_at`,
      `t20`.`amount`,
      `t20`.`size_band`,
      `t20`.`segment`,
      `t20`.`product`,
      `t20`.`channel`,
      `t20`.`history_complete`,
      `t20`.`is_look_back`,
      `t20`.`top`,
      `t20`.`nameless`,
      `t20`.`last`,
      `t20`.`unsure`
    FROM (
      SELECT
        `t19`.`deal_id`,
        `t19`.`as_of`,
        `t19`.`opened_at`,
        `t19`.`account_id`,
        `t19`.`owner_id`,
        `t19`.`pipeline`,
        `t19`.`stage`,
        `t19`.`stage_entered_at`,
        `t19`.`amount`,
        `t19`.`size_band`,
        `t19`.`segment`,
        `t19`.`product`,
        `t19`.`channel`,
        `t19`.`history_complete`,
        `t19`.`is_look_back`,
        `t19`.`top`,
        `t19`.`nameless`,
        `t19`.`last`,
        `t16`.`deal_id` AS `deal_id_right`,
        `t16`.`unsure`
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
          `t17`.`top`,
          `t17`.`nameless`,
          `t17`.`last`
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
            `t13`.`deal_id` AS `deal_id_right`,
            `t13`.`top`,
            `t13`.`nameless`,
            `t13`.`last`
          FROM `book_deal` AS `t3`
          LEFT OUTER JOIN (
            SELECT
              `t9`.`deal_id`,
              MAX(`t9`.`top_rank`) AS `top`,
              BOOL_OR((
                `t9`.`buyers` = 0
              ) OR (
                `t9`.`unnamed` > 0
              )) AS `nameless`,
              MAX(`t9`.`occurred_at`) AS `last`
            FROM `t8` AS `t9`
            GROUP BY
              1
          ) AS `t13`
            ON `t3`.`deal_id` = `t13`.`deal_id`
        ) AS `t17`
      ) AS `t19`
      LEFT OUTER JOIN (
        SELECT
          `t14`.`deal_id`,
          TRUE AS `unsure`
        FROM (
          SELECT DISTINCT
            *
          FROM (
            SELECT
              `t10`.`deal_id`
            FROM `t8` AS `t10`
            LEFT SEMI JOIN (
              SELECT
                *
              FROM `book_presence` AS `t1`
              WHERE
                `t1`.`rank` = 0 AND `t1`.`part` <> 'cc'
            ) AS `t6`
              ON `t10`.`deal_id` = `t6`.`deal_id` AND `t10`.`activity_id` = `t6`.`activity_id`
          ) AS `t11`
        ) AS `t14`
      ) AS `t16`
        ON `t19`.`deal_id` = `t16`.`deal_id`
    ) AS `t20`
  ) AS `t21`
) AS `t22`
