SELECT
  `t30`.`deal_id`,
  `t30`.`answer`,
  IF(`t30`.`answer` <> 'unknown', CAST(`t30`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t30`.`answer` = 'hit', `t30`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t29`.`deal_id`,
    `t29`.`as_of`,
    `t29`.`opened_at`,
    `t29`.`account_id`,
    `t29`.`owner_id`,
    `t29`.`pipeline`,
    `t29`.`stage`,
    `t29`.`stage_entered_at`,
    `t29`.`amount`,
    `t29`.`size_band`,
    `t29`.`segment`,
    `t29`.`product`,
    `t29`.`channel`,
    `t29`.`history_complete`,
    `t29`.`is_look_back`,
    `t29`.`times`,
    `t29`.`latest_at`,
    `t29`.`is_own`,
    `t29`.`age_days`,
    `t29`.`usual`,
    CASE
      WHEN COALESCE(`t29`.`times`, 0) > `t29`.`usual`
      THEN 'hit'
      WHEN (
        COALESCE(`t29`.`is_own`, FALSE)
        OR (
          (
            `t29`.`usual` > 0
          ) AND (
            `t29`.`owner_id` IS NOT NULL
          )
        )
      )
      AND (
        COALESCE(`t29`.`times`, 0) <= `t29`.`usual`
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t29`.`times`, 0) AS `value`,
    `t29`.`latest_at` AS `hit_at`
  FROM (
    SELECT
      `t28`.`deal_id`,
      `t28`.`as_of`,
      `t28`.`opened_at`,
      `t28`.`account_id`,
      `t28`.`owner_id`,
      `t28`.`pipeline`,
      `t28`.`stage`,
      `t28`.`stage_entered_at`,
      `t28`.`amount`,
      `t28`.`size_band`,
      `t28`.`segment`,
      `t28`.`product`,
      `t28`.`channel`,
      `t28`.`history_complete`,
      `t28`.`is_look_back`,
      `t28`.`times`,
      `t28`.`latest_at`,
      `t28`.`is_own`,
      `t28`.`age_days`,
      `t28`.`usual`
    FROM (
      SELECT
        `t27`.`deal_id`,
        `t27`.`as_of`,
        `t27`.`opened_at`,
        `t27`.`account_id`,
        `t27`.`owner_id`,
        `t27`.`pipeline`,
        `t27`.`stage`,
        `t27`.`stage_entered_at`,
        `t27`.`amount`,
        `t27`.`size_band`,
        `t27`.`segment`,
        `t27`.`product`,
        `t27`.`channel`,
        `t27`.`history_complete`,
        `t27`.`is_look_back`,
        `t27`.`times`,
        `t27`.`latest_at`,
        `t27`.`is_own`,
        `t18`.`deal_id` AS `deal_id_right`,
        `t18`.`age_days`,
        `t18`.`usual`
      FROM (
        SELECT
          `t25`.`deal_id`,
          `t25`.`as_of`,
          `t25`.`opened_at`,
          `t25`.`account_id`,
          `t25`.`owner_id`,
          `t25`.`pipeline`,
          `t25`.`stage`,
          `t25`.`stage_entered_at`,
          `t25`.`amount`,
          `t25`.`size_band`,
          `t25`.`segment`,
          `t25`.`product`,
          `t25`.`channel`,
          `t25`.`history_complete`,
          `t25`.`is_look_back`,
          `t25`.`times`,
          `t25`.`latest_at`,
          `t25`.`is_own`
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
            `t24`.`times`,
            `t24`.`latest_at`,
            `t12`.`deal_id` AS `deal_id_right`,
            `t12`.`is_own`
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
              `t22`.`times`,
              `t22`.`latest_at`
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
                `t21`.`deal_id` AS `deal_id_right`,
                `t21`.`times`,
                `t21`.`latest_at`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t19`.`deal_id`,
                  COUNT(*) AS `times`,
                  MAX(`t19`.`changed_at`) AS `latest_at`
                FROM (
                  SELECT
                    `t16`.`deal_id`,
                    `t16`.`row_id`,
                    `t16`.`field`,
                    `t16`.`old_value`,
                    `t16`.`new_value`,
                    `t16`.`changed_at`,
                    `t16`.`sequence`,
                    `t16`.`began_with`
                  FROM (
                    SELECT
                      `t14`.`deal_id`,
                      `t14`.`row_id`,
                      `t14`.`field`,
                      `t14`.`old_value`,
                      `t14`.`new_value`,
                      `t14`.`changed_at`,
                      `t14`.`sequence`,
                      `t14`.`before`,
                      `t14`.`day`,
                      FIRST(`t14`.`before`) IGNORE NULLS OVER (
                        PARTITION BY `t14`.`deal_id`, `t14`.`day`
                        ORDER BY `t14`.`changed_at` ASC NULLS LAST, `t14`.`sequence` ASC NULLS LAST, `t14`.`row_id` ASC NULLS LAST
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ) AS `began_with`,
                      ROW_NUMBER() OVER (
                        PARTITION BY `t14`.`deal_id`, `t14`.`day`
                        ORDER BY `t14`.`changed_at` DESC, `t14`.`sequence` DESC, `t14`.`row_id` DESC
                      ) - 1 AS `place`
                    FROM (
                      SELECT
                        `t9`.`deal_id`,
                        `t9`.`row_id`,
                        `t9`.`field`,
                        `t9`.`old_value`,
                        `t9`.`new_value`,
                        `t9`.`changed_at`,
                        `t9`.`sequence`,
                        COALESCE(
                          `t9`.`old_value`,
                          LAG(`t9`.`new_value`) OVER (
                            PARTITION BY `t9`.`deal_id`
                            ORDER BY `t9`.`changed_at` ASC NULLS LAST, `t9`.`sequence` ASC NULLS LAST, `t9`.`row_id` ASC NULLS LAST
                          )
                        ) AS `before`,
                        CAST(FLOOR((
                          `t9`.`changed_at`
                        ) / (
                          86400
                        )) AS BIGINT) AS `day`
                      FROM (
                        SELECT
                          *
                        FROM `book_change` AS `t2`
                        WHERE
                          `t2`.`field` = 'owner' AND `t2`.`new_value` IS NOT NULL
                      ) AS `t9`
                    ) AS `t14`
                  ) AS `t16`
                  WHERE
                    `t16`.`place` = 0 AND `t16`.`began_with` <> `t16`.`new_value`
                ) AS `t19`
                GROUP BY
                  1
              ) AS `t21`
                ON `t3`.`deal_id` = `t21`.`deal_id`
            ) AS `t22`
          ) AS `t24`
          LEFT OUTER JOIN (
            SELECT
              `t8`.`deal_id`,
              TRUE AS `is_own`
            FROM (
              SELECT DISTINCT
                `t2`.`deal_id`
              FROM `book_change` AS `t2`
              WHERE
                `t2`.`field` = 'owner'
            ) AS `t8`
          ) AS `t12`
            ON `t24`.`deal_id` = `t12`.`deal_id`
        ) AS `t25`
      ) AS `t27`
      LEFT OUTER JOIN (
        SELECT
          `t10`.`deal_id`,
          `t15`.`age_days`,
          COALESCE(`t7`.`own`, `t15`.`usual`) AS `usual`
        FROM (
          SELECT
            `t0`.`deal_id`,
            `t0`.`as_of`,
            `t0`.`size_band`,
            `t0`.`as_of` - `t0`.`opened_at` AS `age`
          FROM `book_deal` AS `t0`
        ) AS `t10`
        INNER JOIN (
          SELECT
            `t6`.`grp`,
            `t6`.`age_days`,
            `t6`.`valid_from`,
            `t6`.`valid_to`,
            `t6`.`n`,
            `t6`.`p10`,
            `t6`.`p25`,
            `t6`.`p50`,
            `t6`.`p75`,
            `t6`.`p90`,
            `t6`.`usual`,
            COALESCE(
              LEAD(`t6`.`age_days`) OVER (PARTITION BY `t6`.`valid_from` ORDER BY `t6`.`age_days` ASC NULLS LAST),
              1000000
            ) AS `next_age`
          FROM (
            SELECT
              `t1`.`grp`,
              `t1`.`age_days`,
              `t1`.`valid_from`,
              `t1`.`valid_to`,
              `t1`.`n`,
              `t1`.`p10`,
              `t1`.`p25`,
              `t1`.`p50`,
              `t1`.`p75`,
              `t1`.`p90`,
              `t1`.`p90` AS `usual`
            FROM `book_baseline` AS `t1`
            WHERE
              `t1`.`grp` = 'all'
          ) AS `t6`
        ) AS `t15`
          ON `t10`.`as_of` >= `t15`.`valid_from`
          AND `t10`.`as_of` < `t15`.`valid_to`
          AND `t10`.`age` >= (
            `t15`.`age_days` * 86400
          )
          AND `t10`.`age` < (
            `t15`.`next_age` * 86400
          )
        LEFT OUTER JOIN (
          SELECT
            `t1`.`grp` AS `size_band`,
            `t1`.`age_days`,
            `t1`.`valid_from`,
            `t1`.`p90` AS `own`
          FROM `book_baseline` AS `t1`
        ) AS `t7`
          ON `t10`.`size_band` = `t7`.`size_band`
          AND `t15`.`age_days` = `t7`.`age_days`
          AND `t15`.`valid_from` = `t7`.`valid_from`
      ) AS `t18`
        ON `t27`.`deal_id` = `t18`.`deal_id`
    ) AS `t28`
  ) AS `t29`
) AS `t30`
