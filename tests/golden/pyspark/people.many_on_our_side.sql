WITH `t7` AS (
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
      `t13`.`deal_id`,
      `t13`.`activity_id`,
      `t13`.`occurred_at`,
      `t13`.`seller_id`
    FROM (
      SELECT
        *
      FROM `book_seat` AS `t2`
      WHERE
        `t2`.`part` <> 'cc'
    ) AS `t13`
    LEFT SEMI JOIN `t7` AS `t15`
      ON `t13`.`deal_id` = `t15`.`deal_id` AND `t13`.`activity_id` = `t15`.`activity_id`
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
  ) AS `t6`
)
SELECT
  `t51`.`deal_id`,
  `t51`.`answer`,
  IF(`t51`.`answer` <> 'unknown', CAST(`t51`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t51`.`answer` = 'hit', `t51`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t50`.`deal_id`,
    `t50`.`as_of`,
    `t50`.`opened_at`,
    `t50`.`account_id`,
    `t50`.`owner_id`,
    `t50`.`pipeline`,
    `t50`.`stage`,
    `t50`.`stage_entered_at`,
    `t50`.`amount`,
    `t50`.`size_band`,
    `t50`.`segment`,
    `t50`.`product`,
    `t50`.`channel`,
    `t50`.`history_complete`,
    `t50`.`is_look_back`,
    `t50`.`contacts`,
    `t50`.`latest_at`,
    `t50`.`ours`,
    `t50`.`nameless`,
    `t50`.`age_days`,
    `t50`.`usual`,
    `t50`.`first_at`,
    CASE
      WHEN `t50`.`ours` > `t50`.`usual`
      THEN 'hit'
      WHEN (
        `t50`.`ours` > 0
      )
      AND (
        (
          `t50`.`ours` + `t50`.`nameless`
        ) <= `t50`.`usual`
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t50`.`ours` AS `value`,
    `t50`.`first_at` AS `hit_at`
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
      `t49`.`contacts`,
      `t49`.`latest_at`,
      `t49`.`ours`,
      `t49`.`nameless`,
      `t49`.`age_days`,
      `t49`.`usual`,
      `t49`.`first_at`
    FROM (
      SELECT
        `t48`.`deal_id`,
        `t48`.`as_of`,
        `t48`.`opened_at`,
        `t48`.`account_id`,
        `t48`.`owner_id`,
        `t48`.`pipeline`,
        `t48`.`stage`,
        `t48`.`stage_entered_at`,
        `t48`.`amount`,
        `t48`.`size_band`,
        `t48`.`segment`,
        `t48`.`product`,
        `t48`.`channel`,
        `t48`.`history_complete`,
        `t48`.`is_look_back`,
        `t48`.`contacts`,
        `t48`.`latest_at`,
        `t48`.`ours`,
        `t48`.`nameless`,
        `t48`.`age_days`,
        `t48`.`usual`,
        `t33`.`deal_id` AS `deal_id_right`,
        `t33`.`first_at`
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
          `t46`.`usual`
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
            `t32`.`deal_id` AS `deal_id_right`,
            `t32`.`age_days`,
            `t32`.`usual`
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
              `t43`.`nameless`
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
                `t42`.`deal_id` AS `deal_id_right`,
                `t42`.`contacts`,
                `t42`.`latest_at`,
                `t42`.`ours`,
                `t42`.`nameless`
              FROM `book_deal` AS `t4`
              LEFT OUTER JOIN (
                SELECT
                  `t40`.`deal_id`,
                  `t40`.`contacts`,
                  `t40`.`latest_at`,
                  COALESCE(`t40`.`ours`, 0) AS `ours`,
                  COALESCE(`t40`.`nameless`, 0) AS `nameless`
                FROM (
                  SELECT
                    `t39`.`deal_id`,
                    `t39`.`contacts`,
                    `t39`.`latest_at`,
                    `t39`.`ours`,
                    `t39`.`nameless`
                  FROM (
                    SELECT
                      `t38`.`deal_id`,
                      `t38`.`contacts`,
                      `t38`.`latest_at`,
                      `t38`.`ours`,
                      `t36`.`deal_id` AS `deal_id_right`,
                      `t36`.`nameless`
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
                          `t28`.`deal_id` AS `deal_id_right`,
                          `t28`.`ours`
                        FROM (
                          SELECT
                            `t12`.`deal_id`,
                            COUNT(*) AS `contacts`,
                            MAX(`t12`.`occurred_at`) AS `latest_at`
                          FROM `t7` AS `t12`
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
                      ) AS `t35`
                    ) AS `t38`
                    LEFT OUTER JOIN (
                      SELECT
                        `t29`.`deal_id`,
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
                          `t16`.`has_attachment`,
                          `t16`.`has_body`
                        FROM `t7` AS `t16`
                        LEFT ANTI JOIN `t22` AS `t24`
                          ON `t16`.`deal_id` = `t24`.`deal_id` AND `t16`.`activity_id` = `t24`.`activity_id`
                      ) AS `t29`
                      GROUP BY
                        1
                    ) AS `t36`
                      ON `t38`.`deal_id` = `t36`.`deal_id`
                  ) AS `t39`
                ) AS `t40`
              ) AS `t42`
                ON `t4`.`deal_id` = `t42`.`deal_id`
            ) AS `t43`
          ) AS `t45`
          LEFT OUTER JOIN (
            SELECT
              `t27`.`deal_id`,
              `t27`.`age_days`,
              `t27`.`usual`
            FROM (
              SELECT
                `t14`.`deal_id`,
                `t14`.`group`,
                `t21`.`age_days`,
                `t21`.`valid_from`,
                COALESCE(`t10`.`of_band`, `t21`.`usual`) AS `usual`
              FROM (
                SELECT
                  `t0`.`deal_id`,
                  `t0`.`as_of`,
                  `t0`.`size_band`,
                  CONCAT(CONCAT(`t0`.`size_band`, '\t'), `t0`.`segment`) AS `group`,
                  `t0`.`as_of` - `t0`.`opened_at` AS `age`
                FROM `book_deal` AS `t0`
              ) AS `t14`
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
                    `t3`.`grp`,
                    `t3`.`age_days`,
                    `t3`.`valid_from`,
                    `t3`.`valid_to`,
                    `t3`.`n`,
                    `t3`.`p10`,
                    `t3`.`p25`,
                    `t3`.`p50`,
                    `t3`.`p75`,
                    `t3`.`p90`,
                    `t3`.`p90` AS `usual`
                  FROM `book_baseline` AS `t3`
                  WHERE
                    `t3`.`grp` = 'all'
                ) AS `t9`
              ) AS `t21`
                ON `t14`.`as_of` >= `t21`.`valid_from`
                AND `t14`.`as_of` < `t21`.`valid_to`
                AND `t14`.`age` >= (
                  `t21`.`age_days` * 86400
                )
                AND `t14`.`age` < (
                  `t21`.`next_age` * 86400
                )
              LEFT OUTER JOIN (
                SELECT
                  `t3`.`age_days`,
                  `t3`.`valid_from`,
                  `t3`.`grp` AS `size_band`,
                  `t3`.`p90` AS `of_band`
                FROM `book_baseline` AS `t3`
              ) AS `t10`
                ON `t14`.`size_band` = `t10`.`size_band`
                AND `t21`.`age_days` = `t10`.`age_days`
                AND `t21`.`valid_from` = `t10`.`valid_from`
            ) AS `t27`
          ) AS `t32`
            ON `t45`.`deal_id` = `t32`.`deal_id`
        ) AS `t46`
      ) AS `t48`
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
      ) AS `t33`
        ON `t48`.`deal_id` = `t33`.`deal_id`
    ) AS `t49`
  ) AS `t50`
) AS `t51`
