SELECT
  `t23`.`deal_id`,
  `t23`.`answer`,
  IF(`t23`.`answer` <> 'unknown', CAST(`t23`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t23`.`answer` = 'hit', `t23`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t22`.`changed_at`,
    `t22`.`old`,
    `t22`.`early`,
    `t22`.`middle`,
    `t22`.`late`,
    CASE
      WHEN (
        `t22`.`old` IS NULL OR ISNAN(`t22`.`old`)
      )
      AND (
        (
          (
            `t22`.`changed_at` - `t22`.`opened_at`
          ) / 86400
        ) IS NOT NULL
        AND NOT ISNAN((
          `t22`.`changed_at` - `t22`.`opened_at`
        ) / 86400)
      )
      AND (
        `t22`.`middle` IS NOT NULL AND NOT ISNAN(`t22`.`middle`)
      )
      AND (
        (
          (
            (
              (
                `t22`.`changed_at` - `t22`.`opened_at`
              ) / 86400
            ) < `t22`.`early`
          )
          AND (
            (
              (
                `t22`.`changed_at` - `t22`.`opened_at`
              ) / 86400
            ) <= (
              `t22`.`middle` - 14
            )
          )
        )
        OR (
          (
            (
              (
                `t22`.`changed_at` - `t22`.`opened_at`
              ) / 86400
            ) > `t22`.`late`
          )
          AND (
            (
              (
                `t22`.`changed_at` - `t22`.`opened_at`
              ) / 86400
            ) >= (
              `t22`.`middle` + 14
            )
          )
        )
      )
      THEN 'hit'
      WHEN (
        `t22`.`old` IS NULL OR ISNAN(`t22`.`old`)
      )
      AND (
        (
          (
            `t22`.`changed_at` - `t22`.`opened_at`
          ) / 86400
        ) IS NOT NULL
        AND NOT ISNAN((
          `t22`.`changed_at` - `t22`.`opened_at`
        ) / 86400)
      )
      AND (
        `t22`.`middle` IS NOT NULL AND NOT ISNAN(`t22`.`middle`)
      )
      AND NOT (
        (
          (
            (
              (
                `t22`.`changed_at` - `t22`.`opened_at`
              ) / 86400
            ) < `t22`.`early`
          )
          AND (
            (
              (
                `t22`.`changed_at` - `t22`.`opened_at`
              ) / 86400
            ) <= (
              `t22`.`middle` - 14
            )
          )
        )
        OR (
          (
            (
              (
                `t22`.`changed_at` - `t22`.`opened_at`
              ) / 86400
            ) > `t22`.`late`
          )
          AND (
            (
              (
                `t22`.`changed_at` - `t22`.`opened_at`
              ) / 86400
            ) >= (
              `t22`.`middle` + 14
            )
          )
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      `t22`.`changed_at` - `t22`.`opened_at`
    ) / (
      86400
    )) AS BIGINT) AS `value`,
    `t22`.`changed_at` AS `hit_at`
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
      `t21`.`changed_at`,
      `t21`.`old`,
      `t21`.`early`,
      `t21`.`middle`,
      `t21`.`late`
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
        `t20`.`changed_at`,
        `t20`.`old`,
        `t13`.`deal_id` AS `deal_id_right`,
        `t13`.`early`,
        `t13`.`middle`,
        `t13`.`late`
      FROM (
        SELECT
          `t18`.`deal_id`,
          `t18`.`as_of`,
          `t18`.`opened_at`,
          `t18`.`account_id`,
          `t18`.`owner_id`,
          `t18`.`pipeline`,
          `t18`.`stage`,
          `t18`.`stage_entered_at`,
          `t18`.`amount`,
          `t18`.`size_band`,
          `t18`.`segment`,
          `t18`.`product`,
          `t18`.`channel`,
          `t18`.`history_complete`,
          `t18`.`is_look_back`,
          `t18`.`changed_at`,
          `t18`.`old`
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
            `t17`.`deal_id` AS `deal_id_right`,
            `t17`.`changed_at`,
            `t17`.`old`
          FROM `book_deal` AS `t3`
          LEFT OUTER JOIN (
            SELECT
              `t15`.`deal_id`,
              `t15`.`changed_at`,
              `t15`.`old`
            FROM (
              SELECT
                `t14`.`deal_id`,
                `t14`.`row_id`,
                `t14`.`field`,
                `t14`.`old_value`,
                `t14`.`new_value`,
                `t14`.`changed_at`,
                `t14`.`sequence`,
                `t14`.`given`,
                `t14`.`old`,
                ROW_NUMBER() OVER (
                  PARTITION BY `t14`.`deal_id`
                  ORDER BY `t14`.`changed_at` ASC NULLS LAST, `t14`.`sequence` ASC NULLS LAST, `t14`.`row_id` ASC NULLS LAST
                ) - 1 AS `place`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t2`.`deal_id`,
                    `t2`.`row_id`,
                    `t2`.`field`,
                    `t2`.`old_value`,
                    `t2`.`new_value`,
                    `t2`.`changed_at`,
                    `t2`.`sequence`,
                    IF(
                      CAST(IF(
                        `t2`.`new_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
                        `t2`.`new_value`,
                        CAST(NULL AS STRING)
                      ) AS DOUBLE) > 0,
                      CAST(IF(
                        `t2`.`new_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
                        `t2`.`new_value`,
                        CAST(NULL AS STRING)
                      ) AS DOUBLE),
                      CAST(NULL AS DOUBLE)
                    ) AS `given`,
                    IF(
                      CAST(IF(
                        `t2`.`old_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
                        `t2`.`old_value`,
                        CAST(NULL AS STRING)
                      ) AS DOUBLE) > 0,
                      CAST(IF(
                        `t2`.`old_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
                        `t2`.`old_value`,
                        CAST(NULL AS STRING)
                      ) AS DOUBLE),
                      CAST(NULL AS DOUBLE)
                    ) AS `old`
                  FROM `book_change` AS `t2`
                  WHERE
                    `t2`.`field` = 'discount'
                ) AS `t11`
                WHERE
                  `t11`.`given` IS NOT NULL AND NOT ISNAN(`t11`.`given`)
              ) AS `t14`
            ) AS `t15`
            WHERE
              `t15`.`place` = 0
          ) AS `t17`
            ON `t3`.`deal_id` = `t17`.`deal_id`
        ) AS `t18`
      ) AS `t20`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`deal_id`,
          COALESCE(`t8`.`own_early`, `t10`.`early`) AS `early`,
          COALESCE(`t8`.`own_middle`, `t10`.`middle`) AS `middle`,
          COALESCE(`t8`.`own_late`, `t10`.`late`) AS `late`
        FROM (
          SELECT
            `t0`.`deal_id`,
            `t0`.`as_of`,
            `t0`.`size_band`
          FROM `book_deal` AS `t0`
        ) AS `t5`
        INNER JOIN (
          SELECT
            `t7`.`valid_from`,
            `t7`.`valid_to`,
            `t7`.`early`,
            `t7`.`middle`,
            `t7`.`late`
          FROM (
            SELECT
              `t1`.`grp`,
              `t1`.`valid_from`,
              `t1`.`valid_to`,
              `t1`.`p10` AS `early`,
              `t1`.`p50` AS `middle`,
              `t1`.`p90` AS `late`
            FROM `book_baseline` AS `t1`
            WHERE
              `t1`.`age_days` = 0 AND `t1`.`grp` = 'all'
          ) AS `t7`
        ) AS `t10`
          ON `t5`.`as_of` >= `t10`.`valid_from` AND `t5`.`as_of` < `t10`.`valid_to`
        LEFT OUTER JOIN (
          SELECT
            `t1`.`valid_from`,
            `t1`.`grp` AS `size_band`,
            `t1`.`p10` AS `own_early`,
            `t1`.`p50` AS `own_middle`,
            `t1`.`p90` AS `own_late`
          FROM `book_baseline` AS `t1`
          WHERE
            `t1`.`age_days` = 0
        ) AS `t8`
          ON `t5`.`size_band` = `t8`.`size_band` AND `t10`.`valid_from` = `t8`.`valid_from`
      ) AS `t13`
        ON `t20`.`deal_id` = `t13`.`deal_id`
    ) AS `t21`
  ) AS `t22`
) AS `t23`
