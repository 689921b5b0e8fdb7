WITH `t8` AS (
  SELECT
    *
  FROM `book_event` AS `t1`
  WHERE
    NOT (
      `t1`.`is_automated`
    )
    AND `t1`.`direction` <> 'internal'
    AND `t1`.`kind` IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
    AND `t1`.`status` IN ('held', 'unknown')
), `t22` AS (
  SELECT
    *
  FROM (
    SELECT
      `t14`.`deal_id`,
      `t14`.`activity_id`,
      `t14`.`occurred_at`,
      `t14`.`seller_id`
    FROM (
      SELECT
        *
      FROM `book_seat` AS `t3`
      WHERE
        `t3`.`part` <> 'cc'
    ) AS `t14`
    LEFT SEMI JOIN `t8` AS `t15`
      ON `t14`.`deal_id` = `t15`.`deal_id` AND `t14`.`activity_id` = `t15`.`activity_id`
  ) AS `t20`
  UNION
  SELECT
    *
  FROM (
    SELECT
      `t1`.`deal_id`,
      `t1`.`activity_id`,
      `t1`.`occurred_at`,
      `t1`.`owner_id` AS `seller_id`
    FROM `book_event` AS `t1`
    WHERE
      NOT (
        `t1`.`is_automated`
      )
      AND `t1`.`direction` <> 'internal'
      AND `t1`.`kind` IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
      AND `t1`.`status` IN ('held', 'unknown')
      AND `t1`.`owner_id` IS NOT NULL
  ) AS `t7`
)
SELECT
  `t48`.`deal_id`,
  `t48`.`answer`,
  IF(`t48`.`answer` <> 'unknown', CAST(`t48`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t48`.`answer` = 'hit', `t48`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t47`.`deal_id`,
    `t47`.`as_of`,
    `t47`.`opened_at`,
    `t47`.`account_id`,
    `t47`.`owner_id`,
    `t47`.`pipeline`,
    `t47`.`stage`,
    `t47`.`stage_entered_at`,
    `t47`.`amount`,
    `t47`.`size_band`,
    `t47`.`segment`,
    `t47`.`product`,
    `t47`.`channel`,
    `t47`.`history_complete`,
    `t47`.`is_look_back`,
    `t47`.`contacts`,
    `t47`.`latest_at`,
    `t47`.`ours`,
    `t47`.`nameless`,
    `t47`.`age_days`,
    `t47`.`usual`,
    `t47`.`first_at`,
    CASE
      WHEN `t47`.`ours` > `t47`.`usual`
      THEN 'hit'
      WHEN (
        `t47`.`ours` > 0
      )
      AND (
        (
          `t47`.`ours` + `t47`.`nameless`
        ) <= `t47`.`usual`
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t47`.`ours` AS `value`,
    `t47`.`first_at` AS `hit_at`
  FROM (
    SELECT
      `t46`.`deal_id`,
      `t46`.`as_of`,
      `t46`.`opened_at`,
      `t46`.`account_id`,
      `t46`.`owner_id`,
      `t46`.`pipeline`,
      `t46`.`stage`,
      `t46`.`stage_entered_at`,
      `t46`.`amount`,
      `t46`.`size_band`,
      `t46`.`segment`,
      `t46`.`product`,
      `t46`.`channel`,
      `t46`.`history_complete`,
      `t46`.`is_look_back`,
      `t46`.`contacts`,
      `t46`.`latest_at`,
      `t46`.`ours`,
      `t46`.`nameless`,
      `t46`.`age_days`,
      `t46`.`usual`,
      `t46`.`first_at`
    FROM (
      SELECT
        `t45`.`deal_id`,
        `t45`.`as_of`,
        `t45`.`opened_at`,
        `t45`.`account_id`,
        `t45`.`owner_id`,
        `t45`.`pipeline`,
        `t45`.`stage`,
        `t45`.`stage_entered_at`,
        `t45`.`amount`,
        `t45`.`size_band`,
        `t45`.`segment`,
        `t45`.`product`,
        `t45`.`channel`,
        `t45`.`history_complete`,
        `t45`.`is_look_back`,
        `t45`.`contacts`,
        `t45`.`latest_at`,
        `t45`.`ours`,
        `t45`.`nameless`,
        `t45`.`age_days`,
        `t45`.`usual`,
        `t32`.`deal_id` AS `deal_id_right`,
        `t32`.`first_at`
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
          `t43`.`contacts`,
          `t43`.`latest_at`,
          `t43`.`ours`,
          `t43`.`nameless`,
          `t43`.`age_days`,
          `t43`.`usual`
        FROM (
          SELECT
            `t42`.`deal_id`,
            `t42`.`as_of`,
            `t42`.`opened_at`,
            `t42`.`account_id`,
            `t42`.`owner_id`,
            `t42`.`pipeline`,
            `t42`.`stage`,
            `t42`.`stage_entered_at`,
            `t42`.`amount`,
            `t42`.`size_band`,
            `t42`.`segment`,
            `t42`.`product`,
            `t42`.`channel`,
            `t42`.`history_complete`,
            `t42`.`is_look_back`,
            `t42`.`contacts`,
            `t42`.`latest_at`,
            `t42`.`ours`,
            `t42`.`nameless`,
            `t29`.`deal_id` AS `deal_id_right`,
            `t29`.`age_days`,
            `t29`.`usual`
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
              `t40`.`contacts`,
              `t40`.`latest_at`,
              `t40`.`ours`,
              `t40`.`nameless`
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
                `t39`.`deal_id` AS `deal_id_right`,
                `t39`.`contacts`,
                `t39`.`latest_at`,
                `t39`.`ours`,
                `t39`.`nameless`
              FROM `book_deal` AS `t4`
              LEFT OUTER JOIN (
                SELECT
                  `t37`.`deal_id`,
                  `t37`.`contacts`,
                  `t37`.`latest_at`,
                  COALESCE(`t37`.`ours`, 0) AS `ours`,
                  COALESCE(`t35`.`nameless`, 0) AS `nameless`
                FROM (
                  SELECT
                    `t34`.`deal_id`,
                    `t34`.`contacts`,
                    `t34`.`latest_at`,
                    `t34`.`ours`
                  FROM (
                    SELECT
                      `t18`.`deal_id`,
                      `t18`.`contacts`,
                      `t18`.`latest_at`,
                      `t28`.`deal_id` AS `deal_id_right`,
                      `t28`.`ours`
                    FROM (
                      SELECT
                        `t13`.`deal_id`,
                        COUNT(*) AS `contacts`,
                        MAX(`t13`.`occurred_at`) AS `latest_at`
                      FROM `t8` AS `t13`
                      GROUP BY
                        1
                    ) AS `t18`
                    LEFT OUTER JOIN (
                      SELECT
                        `t23`.`deal_id`,
                        COUNT(DISTINCT `t23`.`seller_id`) AS `ours`
                      FROM `t22` AS `t23`
                      GROUP BY
                        1
                    ) AS `t28`
                      ON `t18`.`deal_id` = `t28`.`deal_id`
                  ) AS `t34`
                ) AS `t37`
                LEFT OUTER JOIN (
                  SELECT
                    `t30`.`deal_id`,
                    COUNT(*) AS `nameless`
                  FROM (
                    SELECT
                      `t16`.`deal_id`,
                      `t16`.`activity_id`,
                      `t16`.`occurred_at`,
                      `t16`.`kind`,
                      `t16`.`direction`,
                      `t16`.`status`,
                      `t16`.`is_automated`,
                      `t16`.`buyers`,
                      `t16`.`unnamed`,
                      `t16`.`top_rank`,
                      `t16`.`owner_id`,
                      `t16`.`has_attachment`
                    FROM `t8` AS `t16`
                    LEFT ANTI JOIN `t22` AS `t24`
                      ON `t16`.`deal_id` = `t24`.`deal_id` AND `t16`.`activity_id` = `t24`.`activity_id`
                  ) AS `t30`
                  GROUP BY
                    1
                ) AS `t35`
                  ON `t37`.`deal_id` = `t35`.`deal_id`
              ) AS `t39`
                ON `t4`.`deal_id` = `t39`.`deal_id`
            ) AS `t40`
          ) AS `t42`
          LEFT OUTER JOIN (
            SELECT
              `t12`.`deal_id`,
              `t21`.`age_days`,
              COALESCE(`t10`.`own`, `t21`.`usual`) AS `usual`
            FROM (
              SELECT
                `t0`.`deal_id`,
                `t0`.`as_of`,
                `t0`.`size_band`,
                `t0`.`as_of` - `t0`.`opened_at` AS `age`
              FROM `book_deal` AS `t0`
            ) AS `t12`
            INNER JOIN (
              SELECT
                `t9`.`grp`,
                `t9`.`age_days`,
                `t9`.`valid_from`,
                `t9`.`valid_to`,
                `t9`.`n`,
                `t9`.`p10`,
                `t9`.`p25`,
                `t9`.`p50`,
                `t9`.`p75`,
                `t9`.`p90`,
                `t9`.`usual`,
                COALESCE(
                  LEAD(`t9`.`age_days`) OVER (PARTITION BY `t9`.`valid_from` ORDER BY `t9`.`age_days` ASC NULLS LAST),
                  1000000
                ) AS `next_age`
              FROM (
                SELECT
                  `t2`.`grp`,
                  `t2`.`age_days`,
                  `t2`.`valid_from`,
                  `t2`.`valid_to`,
                  `t2`.`n`,
                  `t2`.`p10`,
                  `t2`.`p25`,
                  `t2`.`p50`,
                  `t2`.`p75`,
                  `t2`.`p90`,
                  `t2`.`p90` AS `usual`
                FROM `book_baseline` AS `t2`
                WHERE
                  `t2`.`grp` = 'all'
              ) AS `t9`
            ) AS `t21`
              ON `t12`.`as_of` >= `t21`.`valid_from`
              AND `t12`.`as_of` < `t21`.`valid_to`
              AND `t12`.`age` >= (
                `t21`.`age_days` * 86400
              )
              AND `t12`.`age` < (
                `t21`.`next_age` * 86400
              )
            LEFT OUTER JOIN (
              SELECT
                `t2`.`grp` AS `size_band`,
                `t2`.`age_days`,
                `t2`.`valid_from`,
                `t2`.`p90` AS `own`
              FROM `book_baseline` AS `t2`
            ) AS `t10`
              ON `t12`.`size_band` = `t10`.`size_band`
              AND `t21`.`age_days` = `t10`.`age_days`
              AND `t21`.`valid_from` = `t10`.`valid_from`
          ) AS `t29`
            ON `t42`.`deal_id` = `t29`.`deal_id`
        ) AS `t43`
      ) AS `t45`
      LEFT OUTER JOIN (
        SELECT
          `t26`.`deal_id`,
          MAX(`t26`.`first_at`) AS `first_at`
        FROM (
          SELECT
            `t23`.`deal_id`,
            `t23`.`seller_id`,
            MIN(`t23`.`occurred_at`) AS `first_at`
          FROM `t22` AS `t23`
          GROUP BY
            1,
            2
        ) AS `t26`
        GROUP BY
          1
      ) AS `t32`
        ON `t45`.`deal_id` = `t32`.`deal_id`
    ) AS `t46`
  ) AS `t47`
) AS `t48`
