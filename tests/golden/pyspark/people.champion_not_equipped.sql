SELECT
  `t56`.`deal_id`,
  `t56`.`answer`,
  IF(`t56`.`answer` <> 'unknown', CAST(`t56`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t56`.`answer` = 'hit', `t56`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t55`.`is_named`,
    `t55`.`reached`,
    `t55`.`doubtful`,
    `t55`.`is_told`,
    `t55`.`pieces`,
    `t55`.`perhaps`,
    `t55`.`age_days`,
    `t55`.`usual`,
    CASE
      WHEN `t55`.`is_told`
      AND (
        (
          `t55`.`pieces` + `t55`.`perhaps`
        ) < `t55`.`usual`
      )
      THEN 'hit'
      WHEN `t55`.`is_told`
      AND (
        `t55`.`pieces` >= `t55`.`usual`
      )
      AND (
        `t55`.`pieces` > 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t55`.`pieces` AS `value`,
    `t55`.`opened_at` + (
      `t55`.`age_days` * 86400
    ) AS `hit_at`
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
      `t54`.`is_named`,
      `t54`.`reached`,
      `t54`.`doubtful`,
      `t54`.`is_told`,
      `t54`.`pieces`,
      `t54`.`perhaps`,
      `t54`.`age_days`,
      `t54`.`usual`
    FROM (
      SELECT
        `t53`.`deal_id`,
        `t53`.`as_of`,
        `t53`.`opened_at`,
        `t53`.`account_id`,
        `t53`.`owner_id`,
        `t53`.`pipeline`,
        `t53`.`stage`,
        `t53`.`stage_entered_at`,
        `t53`.`amount`,
        `t53`.`size_band`,
        `t53`.`segment`,
        `t53`.`product`,
        `t53`.`channel`,
        `t53`.`history_complete`,
        `t53`.`is_look_back`,
        `t53`.`is_named`,
        `t53`.`reached`,
        `t53`.`doubtful`,
        `t53`.`is_told`,
        `t53`.`pieces`,
        `t53`.`perhaps`,
        `t34`.`deal_id` AS `deal_id_right`,
        `t34`.`age_days`,
        `t34`.`usual`
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
          `t51`.`is_named`,
          `t51`.`reached`,
          `t51`.`doubtful`,
          COALESCE(`t51`.`is_named`, FALSE) AS `is_told`,
          COALESCE(`t51`.`reached`, 0) AS `pieces`,
          COALESCE(`t51`.`doubtful`, 0) AS `perhaps`
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
            `t50`.`is_named`,
            `t50`.`reached`,
            `t50`.`doubtful`
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
              `t49`.`is_named`,
              `t49`.`reached`,
              `t46`.`deal_id` AS `deal_id_right`,
              `t46`.`doubtful`
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
                `t47`.`is_named`,
                `t47`.`reached`
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
                  `t41`.`is_named`,
                  `t44`.`deal_id` AS `deal_id_right`,
                  `t44`.`reached`
                FROM (
                  SELECT
                    `t35`.`deal_id`,
                    `t35`.`as_of`,
                    `t35`.`opened_at`,
                    `t35`.`account_id`,
                    `t35`.`owner_id`,
                    `t35`.`pipeline`,
                    `t35`.`stage`,
                    `t35`.`stage_entered_at`,
                    `t35`.`amount`,
                    `t35`.`size_band`,
                    `t35`.`segment`,
                    `t35`.`product`,
                    `t35`.`channel`,
                    `t35`.`history_complete`,
                    `t35`.`is_look_back`,
                    `t35`.`is_named`
                  FROM (
                    SELECT
                      `t5`.`deal_id`,
                      `t5`.`as_of`,
                      `t5`.`opened_at`,
                      `t5`.`account_id`,
                      `t5`.`owner_id`,
                      `t5`.`pipeline`,
                      `t5`.`stage`,
                      `t5`.`stage_entered_at`,
                      `t5`.`amount`,
                      `t5`.`size_band`,
                      `t5`.`segment`,
                      `t5`.`product`,
                      `t5`.`channel`,
                      `t5`.`history_complete`,
                      `t5`.`is_look_back`,
                      `t31`.`deal_id` AS `deal_id_right`,
                      `t31`.`is_named`
                    FROM `book_deal` AS `t5`
                    LEFT OUTER JOIN (
                      SELECT
                        `t27`.`deal_id`,
                        TRUE AS `is_named`
                      FROM (
                        SELECT DISTINCT
                          *
                        FROM (
                          SELECT
                            `t6`.`deal_id`
                          FROM `book_presence` AS `t6`
                          LEFT SEMI JOIN (
                            SELECT
                              *
                            FROM `book_member` AS `t4`
                            WHERE
                              `t4`.`role` = 'champion'
                          ) AS `t15`
                            ON `t6`.`deal_id` = `t15`.`deal_id`
                        ) AS `t23`
                      ) AS `t27`
                    ) AS `t31`
                      ON `t5`.`deal_id` = `t31`.`deal_id`
                  ) AS `t35`
                ) AS `t41`
                LEFT OUTER JOIN (
                  SELECT
                    `t38`.`deal_id`,
                    COUNT(*) AS `reached`
                  FROM (
                    SELECT
                      `t22`.`deal_id`,
                      `t22`.`activity_id`,
                      `t22`.`occurred_at`,
                      `t22`.`kind`,
                      `t22`.`direction`,
                      `t22`.`status`,
                      `t22`.`is_automated`,
                      `t22`.`buyers`,
                      `t22`.`unnamed`,
                      `t22`.`top_rank`,
                      `t22`.`owner_id`,
                      `t22`.`has_attachment`,
                      `t22`.`is_piece`
                    FROM (
                      SELECT
                        `t3`.`deal_id`,
                        `t3`.`activity_id`,
                        `t3`.`occurred_at`,
                        `t3`.`kind`,
                        `t3`.`direction`,
                        `t3`.`status`,
                        `t3`.`is_automated`,
                        `t3`.`buyers`,
                        `t3`.`unnamed`,
                        `t3`.`top_rank`,
                        `t3`.`owner_id`,
                        `t3`.`has_attachment`,
                        CASE
                          WHEN `t3`.`kind` IN ('email', 'chat', 'letter')
                          THEN `t3`.`has_attachment`
                          AND IF(`t3`.`direction` = 'outbound', TRUE, CAST(NULL AS BOOLEAN))
                          ELSE TRUE
                        END AS `is_piece`
                      FROM `book_event` AS `t3`
                      WHERE
                        NOT (
                          `t3`.`is_automated`
                        )
                        AND `t3`.`status` IN ('held', 'unknown')
                        AND (
                          NOT (
                            `t3`.`direction` IN ('inbound', 'internal')
                          )
                          OR (
                            `t3`.`kind` = 'demo'
                          )
                        )
                        AND `t3`.`kind` IN ('email', 'chat', 'letter', 'proposal', 'demo')
                        AND `t3`.`direction` <> 'internal'
                        AND COALESCE(
                          CASE
                            WHEN `t3`.`kind` IN ('email', 'chat', 'letter')
                            THEN `t3`.`has_attachment`
                            AND IF(`t3`.`direction` = 'outbound', TRUE, CAST(NULL AS BOOLEAN))
                            ELSE TRUE
                          END,
                          FALSE
                        )
                    ) AS `t22`
                    LEFT SEMI JOIN (
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t6`.`deal_id`,
                          `t6`.`activity_id`,
                          `t6`.`person_id`,
                          `t6`.`occurred_at`,
                          `t6`.`kind`,
                          `t6`.`direction`,
                          `t6`.`status`,
                          `t6`.`part`,
                          `t6`.`rank`
                        FROM `book_presence` AS `t6`
                        LEFT SEMI JOIN (
                          SELECT
                            *
                          FROM `book_member` AS `t4`
                          WHERE
                            `t4`.`role` = 'champion'
                        ) AS `t15`
                          ON `t6`.`deal_id` = `t15`.`deal_id` AND `t6`.`person_id` = `t15`.`person_id`
                      ) AS `t25`
                      WHERE
                        `t25`.`part` <> 'from'
                        AND (
                          (
                            `t25`.`part` <> 'cc'
                          ) OR (
                            `t25`.`kind` <> 'demo'
                          )
                        )
                    ) AS `t32`
                      ON `t22`.`deal_id` = `t32`.`deal_id` AND `t22`.`activity_id` = `t32`.`activity_id`
                  ) AS `t38`
                  GROUP BY
                    1
                ) AS `t44`
                  ON `t41`.`deal_id` = `t44`.`deal_id`
              ) AS `t47`
            ) AS `t49`
            LEFT OUTER JOIN (
              SELECT
                `t42`.`deal_id`,
                COUNT(*) AS `doubtful`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t24`.`deal_id`,
                    `t24`.`activity_id`
                  FROM (
                    SELECT
                      `t14`.`deal_id`,
                      `t14`.`activity_id`,
                      `t14`.`person_id`,
                      `t14`.`occurred_at`,
                      `t14`.`kind`,
                      `t14`.`direction`,
                      `t14`.`status`,
                      `t14`.`part`,
                      `t14`.`rank`
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
                      FROM `book_member` AS `t4`
                      WHERE
                        `t4`.`role` = 'champion'
                    ) AS `t15`
                      ON `t14`.`deal_id` = `t15`.`deal_id` AND `t14`.`person_id` = `t15`.`person_id`
                  ) AS `t24`
                  WHERE
                    `t24`.`kind` = 'demo'
                ) AS `t28`
                UNION
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t20`.`deal_id`,
                      `t20`.`activity_id`
                    FROM (
                      SELECT
                        `t3`.`deal_id`,
                        `t3`.`activity_id`,
                        `t3`.`occurred_at`,
                        `t3`.`kind`,
                        `t3`.`direction`,
                        `t3`.`status`,
                        `t3`.`is_automated`,
                        `t3`.`buyers`,
                        `t3`.`unnamed`,
                        `t3`.`top_rank`,
                        `t3`.`owner_id`,
                        `t3`.`has_attachment`,
                        CASE
                          WHEN `t3`.`kind` IN ('email', 'chat', 'letter')
                          THEN `t3`.`has_attachment`
                          AND IF(`t3`.`direction` = 'outbound', TRUE, CAST(NULL AS BOOLEAN))
                          ELSE TRUE
                        END AS `is_piece`
                      FROM `book_event` AS `t3`
                      WHERE
                        NOT (
                          `t3`.`is_automated`
                        )
                        AND `t3`.`status` IN ('held', 'unknown')
                        AND (
                          NOT (
                            `t3`.`direction` IN ('inbound', 'internal')
                          )
                          OR (
                            `t3`.`kind` = 'demo'
                          )
                        )
                        AND `t3`.`kind` IN ('email', 'chat', 'letter', 'proposal', 'demo')
                        AND `t3`.`direction` <> 'internal'
                        AND CASE
                          WHEN `t3`.`kind` IN ('email', 'chat', 'letter')
                          THEN `t3`.`has_attachment`
                          AND IF(`t3`.`direction` = 'outbound', TRUE, CAST(NULL AS BOOLEAN))
                          ELSE TRUE
                        END IS NULL
                    ) AS `t20`
                    LEFT SEMI JOIN (
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t6`.`deal_id`,
                          `t6`.`activity_id`,
                          `t6`.`person_id`,
                          `t6`.`occurred_at`,
                          `t6`.`kind`,
                          `t6`.`direction`,
                          `t6`.`status`,
                          `t6`.`part`,
                          `t6`.`rank`
                        FROM `book_presence` AS `t6`
                        LEFT SEMI JOIN (
                          SELECT
                            *
                          FROM `book_member` AS `t4`
                          WHERE
                            `t4`.`role` = 'champion'
                        ) AS `t15`
                          ON `t6`.`deal_id` = `t15`.`deal_id` AND `t6`.`person_id` = `t15`.`person_id`
                      ) AS `t25`
                      WHERE
                        `t25`.`part` <> 'from'
                        AND (
                          (
                            `t25`.`part` <> 'cc'
                          ) OR (
                            `t25`.`kind` <> 'demo'
                          )
                        )
                    ) AS `t32`
                      ON `t20`.`deal_id` = `t32`.`deal_id` AND `t20`.`activity_id` = `t32`.`activity_id`
                  ) AS `t36`
                  UNION
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t21`.`deal_id`,
                      `t21`.`activity_id`
                    FROM (
                      SELECT
                        `t3`.`deal_id`,
                        `t3`.`activity_id`,
                        `t3`.`occurred_at`,
                        `t3`.`kind`,
                        `t3`.`direction`,
                        `t3`.`status`,
                        `t3`.`is_automated`,
                        `t3`.`buyers`,
                        `t3`.`unnamed`,
                        `t3`.`top_rank`,
                        `t3`.`owner_id`,
                        `t3`.`has_attachment`,
                        CASE
                          WHEN `t3`.`kind` IN ('email', 'chat', 'letter')
                          THEN `t3`.`has_attachment`
                          AND IF(`t3`.`direction` = 'outbound', TRUE, CAST(NULL AS BOOLEAN))
                          ELSE TRUE
                        END AS `is_piece`
                      FROM `book_event` AS `t3`
                      WHERE
                        NOT (
                          `t3`.`is_automated`
                        )
                        AND `t3`.`status` IN ('held', 'unknown')
                        AND (
                          NOT (
                            `t3`.`direction` IN ('inbound', 'internal')
                          )
                          OR (
                            `t3`.`kind` = 'demo'
                          )
                        )
                        AND `t3`.`kind` IN ('email', 'chat', 'letter', 'proposal', 'demo')
                        AND `t3`.`direction` <> 'internal'
                        AND COALESCE(
                          CASE
                            WHEN `t3`.`kind` IN ('email', 'chat', 'letter')
                            THEN `t3`.`has_attachment`
                            AND IF(`t3`.`direction` = 'outbound', TRUE, CAST(NULL AS BOOLEAN))
                            ELSE TRUE
                          END,
                          TRUE
                        )
                        AND (
                          (
                            `t3`.`buyers` = 0
                          ) OR (
                            `t3`.`unnamed` > 0
                          )
                        )
                    ) AS `t21`
                    LEFT ANTI JOIN (
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t6`.`deal_id`,
                          `t6`.`activity_id`,
                          `t6`.`person_id`,
                          `t6`.`occurred_at`,
                          `t6`.`kind`,
                          `t6`.`direction`,
                          `t6`.`status`,
                          `t6`.`part`,
                          `t6`.`rank`
                        FROM `book_presence` AS `t6`
                        LEFT SEMI JOIN (
                          SELECT
                            *
                          FROM `book_member` AS `t4`
                          WHERE
                            `t4`.`role` = 'champion'
                        ) AS `t15`
                          ON `t6`.`deal_id` = `t15`.`deal_id` AND `t6`.`person_id` = `t15`.`person_id`
                      ) AS `t25`
                      WHERE
                        `t25`.`part` <> 'from'
                        AND (
                          (
                            `t25`.`part` <> 'cc'
                          ) OR (
                            `t25`.`kind` <> 'demo'
                          )
                        )
                    ) AS `t32`
                      ON `t21`.`deal_id` = `t32`.`deal_id` AND `t21`.`activity_id` = `t32`.`activity_id`
                  ) AS `t37`
                ) AS `t40`
              ) AS `t42`
              GROUP BY
                1
            ) AS `t46`
              ON `t49`.`deal_id` = `t46`.`deal_id`
          ) AS `t50`
        ) AS `t51`
      ) AS `t53`
      LEFT OUTER JOIN (
        SELECT
          `t13`.`deal_id`,
          `t26`.`age_days`,
          COALESCE(`t10`.`own`, `t26`.`usual`) AS `usual`
        FROM (
          SELECT
            `t0`.`deal_id`,
            `t0`.`as_of`,
            `t0`.`size_band`,
            `t0`.`as_of` - `t0`.`opened_at` AS `age`
          FROM `book_deal` AS `t0`
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
              `t1`.`p25` AS `usual`
            FROM `book_baseline` AS `t1`
            WHERE
              `t1`.`grp` = 'all'
          ) AS `t9`
        ) AS `t26`
          ON `t13`.`as_of` >= `t26`.`valid_from`
          AND `t13`.`as_of` < `t26`.`valid_to`
          AND `t13`.`age` >= (
            `t26`.`age_days` * 86400
          )
          AND `t13`.`age` < (
            `t26`.`next_age` * 86400
          )
        LEFT OUTER JOIN (
          SELECT
            `t1`.`grp` AS `size_band`,
            `t1`.`age_days`,
            `t1`.`valid_from`,
            `t1`.`p25` AS `own`
          FROM `book_baseline` AS `t1`
        ) AS `t10`
          ON `t13`.`size_band` = `t10`.`size_band`
          AND `t26`.`age_days` = `t10`.`age_days`
          AND `t26`.`valid_from` = `t10`.`valid_from`
      ) AS `t34`
        ON `t53`.`deal_id` = `t34`.`deal_id`
    ) AS `t54`
  ) AS `t55`
) AS `t56`
