WITH `t11` AS (
  SELECT
    `t5`.`deal_id`,
    `t5`.`row_id`,
    `t5`.`field`,
    `t5`.`old_value`,
    `t5`.`new_value`,
    `t5`.`changed_at`,
    `t5`.`sequence`,
    COALESCE(
      `t5`.`old_value`,
      LAG(`t5`.`new_value`) OVER (
        PARTITION BY `t5`.`deal_id`
        ORDER BY `t5`.`changed_at` ASC NULLS LAST, `t5`.`sequence` ASC NULLS LAST, `t5`.`row_id` ASC NULLS LAST
      )
    ) AS `before`
  FROM (
    SELECT
      *
    FROM `book_change` AS `t2`
    WHERE
      `t2`.`field` = 'stage'
  ) AS `t5`
), `t18` AS (
  SELECT
    `t6`.`deal_id`,
    `t14`.`before`,
    `t14`.`n` / `t14`.`won` AS `share`
  FROM (
    SELECT
      `t0`.`deal_id`,
      `t0`.`as_of`,
      `t0`.`stage`,
      COALESCE(`t0`.`pipeline`, '') AS `pipeline`
    FROM `book_deal` AS `t0`
  ) AS `t6`
  INNER JOIN (
    SELECT
      `t8`.`valid_from`,
      `t8`.`valid_to`,
      `t8`.`n`,
      `t8`.`pipeline`,
      `t8`.`stage`,
      `t8`.`before`,
      `t10`.`won`
    FROM (
      SELECT
        `t1`.`valid_from`,
        `t1`.`valid_to`,
        `t1`.`n`,
        TRY_ELEMENT_AT(SPLIT(`t1`.`grp`, '\t'), 0 + 1) AS `pipeline`,
        TRY_ELEMENT_AT(SPLIT(`t1`.`grp`, '\t'), 1 + 1) AS `stage`,
        TRY_ELEMENT_AT(SPLIT(`t1`.`grp`, '\t'), 2 + 1) AS `before`
      FROM `book_baseline` AS `t1`
    ) AS `t8`
    INNER JOIN (
      SELECT
        `t1`.`valid_from`,
        TRY_ELEMENT_AT(SPLIT(`t1`.`grp`, '\t'), 0 + 1) AS `pipeline`,
        TRY_ELEMENT_AT(SPLIT(`t1`.`grp`, '\t'), 1 + 1) AS `stage`,
        `t1`.`n` AS `won`
      FROM `book_baseline` AS `t1`
      WHERE
        TRY_ELEMENT_AT(SPLIT(`t1`.`grp`, '\t'), 2 + 1) = ''
    ) AS `t10`
      ON `t8`.`valid_from` = `t10`.`valid_from`
      AND `t8`.`pipeline` = `t10`.`pipeline`
      AND `t8`.`stage` = `t10`.`stage`
  ) AS `t14`
    ON `t6`.`pipeline` = `t14`.`pipeline`
    AND `t6`.`stage` = `t14`.`stage`
    AND `t6`.`as_of` >= `t14`.`valid_from`
    AND `t6`.`as_of` < `t14`.`valid_to`
)
SELECT
  `t35`.`deal_id`,
  `t35`.`answer`,
  IF(`t35`.`answer` <> 'unknown', `t35`.`value`, CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t35`.`answer` = 'hit', `t35`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    COALESCE(`t34`.`share`, 0.0) AS `share`,
    `t34`.`is_measured`,
    CASE
      WHEN `t34`.`is_measured`
      AND `t34`.`history_complete`
      AND (
        COALESCE(`t34`.`share`, 0.0) >= 0.9
      )
      THEN 'hit'
      WHEN `t34`.`is_measured` AND (
        COALESCE(`t34`.`share`, 0.0) < 0.9
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t34`.`share`, 0.0) AS `value`,
    COALESCE(`t34`.`stage_entered_at`, `t34`.`opened_at`) AS `hit_at`
  FROM (
    SELECT
      `t33`.`deal_id`,
      `t33`.`as_of`,
      `t33`.`opened_at`,
      `t33`.`account_id`,
      `t33`.`owner_id`,
      `t33`.`pipeline`,
      `t33`.`stage`,
      `t33`.`stage_entered_at`,
      `t33`.`amount`,
      `t33`.`size_band`,
      `t33`.`segment`,
      `t33`.`product`,
      `t33`.`channel`,
      `t33`.`history_complete`,
      `t33`.`is_look_back`,
      `t33`.`share`,
      `t33`.`is_measured`
    FROM (
      SELECT
        `t32`.`deal_id`,
        `t32`.`as_of`,
        `t32`.`opened_at`,
        `t32`.`account_id`,
        `t32`.`owner_id`,
        `t32`.`pipeline`,
        `t32`.`stage`,
        `t32`.`stage_entered_at`,
        `t32`.`amount`,
        `t32`.`size_band`,
        `t32`.`segment`,
        `t32`.`product`,
        `t32`.`channel`,
        `t32`.`history_complete`,
        `t32`.`is_look_back`,
        `t32`.`share`,
        `t26`.`deal_id` AS `deal_id_right`,
        `t26`.`is_measured`
      FROM (
        SELECT
          `t30`.`deal_id`,
          `t30`.`as_of`,
          `t30`.`opened_at`,
          `t30`.`account_id`,
          `t30`.`owner_id`,
          `t30`.`pipeline`,
          `t30`.`stage`,
          `t30`.`stage_entered_at`,
          `t30`.`amount`,
          `t30`.`size_band`,
          `t30`.`segment`,
          `t30`.`product`,
          `t30`.`channel`,
          `t30`.`history_complete`,
          `t30`.`is_look_back`,
          `t30`.`share`
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
            `t29`.`deal_id` AS `deal_id_right`,
            `t29`.`share`
          FROM `book_deal` AS `t3`
          LEFT OUTER JOIN (
            SELECT
              `t27`.`deal_id`,
              MAX(`t27`.`share`) AS `share`
            FROM (
              SELECT
                `t25`.`deal_id`,
                `t25`.`before`,
                `t25`.`share`
              FROM (
                SELECT
                  *
                FROM `t18` AS `t19`
                WHERE
                  `t19`.`before` <> ''
              ) AS `t25`
              LEFT ANTI JOIN (
                SELECT DISTINCT
                  `t17`.`deal_id`,
                  `t17`.`stage`
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t12`.`deal_id`,
                      `t12`.`row_id`,
                      `t12`.`changed_at`,
                      `t12`.`sequence`,
                      `t12`.`new_value` AS `stage`,
                      CAST(NULL AS BIGINT) AS `left_at`
                    FROM `t11` AS `t12`
                    WHERE
                      (
                        `t12`.`before` IS NULL
                      ) OR (
                        `t12`.`before` <> `t12`.`new_value`
                      )
                  ) AS `t15`
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t12`.`deal_id`,
                      `t12`.`row_id`,
                      `t12`.`changed_at`,
                      `t12`.`sequence`,
                      `t12`.`before` AS `stage`,
                      `t12`.`changed_at` AS `left_at`
                    FROM `t11` AS `t12`
                    WHERE
                      (
                        (
                          `t12`.`before` IS NULL
                        ) OR (
                          `t12`.`before` <> `t12`.`new_value`
                        )
                      )
                      AND `t12`.`before` IS NOT NULL
                  ) AS `t16`
                ) AS `t17`
              ) AS `t21`
                ON `t25`.`deal_id` = `t21`.`deal_id` AND `t25`.`before` = `t21`.`stage`
            ) AS `t27`
            GROUP BY
              1
          ) AS `t29`
            ON `t3`.`deal_id` = `t29`.`deal_id`
        ) AS `t30`
      ) AS `t32`
      LEFT OUTER JOIN (
        SELECT
          `t22`.`deal_id`,
          TRUE AS `is_measured`
        FROM (
          SELECT DISTINCT
            `t19`.`deal_id`
          FROM `t18` AS `t19`
        ) AS `t22`
      ) AS `t26`
        ON `t32`.`deal_id` = `t26`.`deal_id`
    ) AS `t33`
  ) AS `t34`
) AS `t35`
