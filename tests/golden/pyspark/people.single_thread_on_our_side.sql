WITH `t6` AS (
  SELECT
    *
  FROM `book_event` AS `t0`
  WHERE
    NOT (
      `t0`.`is_automated`
    )
    AND `t0`.`direction` <> 'internal'
    AND `t0`.`kind` IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
    AND `t0`.`status` IN ('held', 'unknown')
), `t23` AS (
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
    LEFT SEMI JOIN `t6` AS `t16`
      ON `t14`.`deal_id` = `t16`.`deal_id` AND `t14`.`activity_id` = `t16`.`activity_id`
  ) AS `t21`
  UNION
  SELECT
    *
  FROM (
    SELECT
      `t0`.`deal_id`,
      `t0`.`activity_id`,
      `t0`.`occurred_at`,
      `t0`.`owner_id` AS `seller_id`
    FROM `book_event` AS `t0`
    WHERE
      NOT (
        `t0`.`is_automated`
      )
      AND `t0`.`direction` <> 'internal'
      AND `t0`.`kind` IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
      AND `t0`.`status` IN ('held', 'unknown')
      AND `t0`.`owner_id` IS NOT NULL
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
    `t47`.`enough_at`,
    CASE
      WHEN (
        `t47`.`contacts` >= 3
      )
      AND (
        `t47`.`nameless` = 0
      )
      AND (
        `t47`.`ours` = 1
      )
      AND (
        `t47`.`usual` > 1
      )
      THEN 'hit'
      WHEN (
        `t47`.`ours` > 1
      )
      OR (
        (
          `t47`.`contacts` >= 3
        )
        AND (
          `t47`.`nameless` = 0
        )
        AND (
          `t47`.`ours` = 1
        )
        AND (
          `t47`.`usual` <= 1
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t47`.`contacts` AS `value`,
    GREATEST(`t47`.`opened_at` + (
      `t47`.`age_days` * 86400
    ), `t47`.`enough_at`) AS `hit_at`
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
      `t46`.`enough_at`
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
        `t27`.`deal_id` AS `deal_id_right`,
        `t27`.`enough_at`
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
            `t31`.`deal_id` AS `deal_id_right`,
            `t31`.`age_days`,
            `t31`.`usual`
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
                  COALESCE(`t34`.`nameless`, 0) AS `nameless`
                FROM (
                  SELECT
                    `t35`.`deal_id`,
                    `t35`.`contacts`,
                    `t35`.`latest_at`,
                    `t35`.`ours`
                  FROM (
                    SELECT
                      `t18`.`deal_id`,
                      `t18`.`contacts`,
                      `t18`.`latest_at`,
                      `t30`.`deal_id` AS `deal_id_right`,
                      `t30`.`ours`
                    FROM (
                      SELECT
                        `t12`.`deal_id`,
                        COUNT(*) AS `contacts`,
                        MAX(`t12`.`occurred_at`) AS `latest_at`
                      FROM `t6` AS `t12`
                      GROUP BY
                        1
                    ) AS `t18`
                    LEFT OUTER JOIN (
                      SELECT
                        `t24`.`deal_id`,
                        COUNT(DISTINCT `t24`.`seller_id`) AS `ours`
                      FROM `t23` AS `t24`
                      GROUP BY
                        1
                    ) AS `t30`
                      ON `t18`.`deal_id` = `t30`.`deal_id`
                  ) AS `t35`
                ) AS `t37`
                LEFT OUTER JOIN (
                  SELECT
                    `t32`.`deal_id`,
                    COUNT(*) AS `nameless`
                  FROM (
                    SELECT
                      `t15`.`deal_id`,
                      `t15`.`activity_id`,
                      `t15`.`occurred_at`,
                      `t15`.`kind`,
                      `t15`.`direction`,
                      `t15`.`status`,
                      `t15`.`is_automated`,
                      `t15`.`buyers`,
                      `t15`.`unnamed`,
                      `t15`.`top_rank`,
                      `t15`.`owner_id`,
                      `t15`.`has_attachment`
                    FROM `t6` AS `t15`
                    LEFT ANTI JOIN `t23` AS `t26`
                      ON `t15`.`deal_id` = `t26`.`deal_id` AND `t15`.`activity_id` = `t26`.`activity_id`
                  ) AS `t32`
                  GROUP BY
                    1
                ) AS `t34`
                  ON `t37`.`deal_id` = `t34`.`deal_id`
              ) AS `t39`
                ON `t4`.`deal_id` = `t39`.`deal_id`
            ) AS `t40`
          ) AS `t42`
          LEFT OUTER JOIN (
            SELECT
              `t13`.`deal_id`,
              `t22`.`age_days`,
              COALESCE(`t10`.`own`, `t22`.`usual`) AS `usual`
            FROM (
              SELECT
                `t1`.`deal_id`,
                `t1`.`as_of`,
                `t1`.`size_band`,
                `t1`.`as_of` - `t1`.`opened_at` AS `age`
              FROM `book_deal` AS `t1`
            ) AS `t13`
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
                  `t2`.`p25` AS `usual`
                FROM `book_baseline` AS `t2`
                WHERE
                  `t2`.`grp` = 'all'
              ) AS `t9`
            ) AS `t22`
              ON `t13`.`as_of` >= `t22`.`valid_from`
              AND `t13`.`as_of` < `t22`.`valid_to`
              AND `t13`.`age` >= (
                `t22`.`age_days` * 86400
              )
              AND `t13`.`age` < (
                `t22`.`next_age` * 86400
              )
            LEFT OUTER JOIN (
              SELECT
                `t2`.`grp` AS `size_band`,
                `t2`.`age_days`,
                `t2`.`valid_from`,
                `t2`.`p25` AS `own`
              FROM `book_baseline` AS `t2`
            ) AS `t10`
              ON `t13`.`size_band` = `t10`.`size_band`
              AND `t22`.`age_days` = `t10`.`age_days`
              AND `t22`.`valid_from` = `t10`.`valid_from`
          ) AS `t31`
            ON `t42`.`deal_id` = `t31`.`deal_id`
        ) AS `t43`
      ) AS `t45`
      LEFT OUTER JOIN (
        SELECT
          `t20`.`deal_id`,
          `t20`.`occurred_at` AS `enough_at`
        FROM (
          SELECT
            `t12`.`deal_id`,
            `t12`.`occurred_at`,
            ROW_NUMBER() OVER (
              PARTITION BY `t12`.`deal_id`
              ORDER BY `t12`.`occurred_at` ASC NULLS LAST, `t12`.`activity_id` ASC NULLS LAST
            ) - 1 AS `place`
          FROM `t6` AS `t12`
        ) AS `t20`
        WHERE
          `t20`.`place` = 2
      ) AS `t27`
        ON `t45`.`deal_id` = `t27`.`deal_id`
    ) AS `t46`
  ) AS `t47`
) AS `t48`
