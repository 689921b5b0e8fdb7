SELECT
  `t16`.`deal_id`,
  `t16`.`answer`,
  IF(`t16`.`answer` <> 'unknown', CAST(`t16`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t16`.`answer` = 'hit', `t16`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t15`.`deal_id`,
    `t15`.`as_of`,
    `t15`.`opened_at`,
    `t15`.`account_id`,
    `t15`.`owner_id`,
    `t15`.`pipeline`,
    `t15`.`stage`,
    `t15`.`stage_entered_at`,
    `t15`.`amount`,
    `t15`.`size_band`,
    `t15`.`segment`,
    `t15`.`product`,
    `t15`.`channel`,
    `t15`.`history_complete`,
    `t15`.`is_look_back`,
    `t15`.`rivals`,
    `t15`.`named_at`,
    `t15`.`undated`,
    `t15`.`standing`,
    `t15`.`written_at`,
    CASE
      WHEN IF(
        COALESCE(`t15`.`rivals`, 0) > 0,
        COALESCE(`t15`.`rivals`, 0),
        COALESCE(`t15`.`standing`, 0)
      ) > 0
      THEN 'hit'
      WHEN (
        IF(
          COALESCE(`t15`.`rivals`, 0) > 0,
          COALESCE(`t15`.`rivals`, 0),
          COALESCE(`t15`.`standing`, 0)
        ) = 0
      )
      AND (
        `t15`.`standing` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    IF(
      COALESCE(`t15`.`rivals`, 0) > 0,
      COALESCE(`t15`.`rivals`, 0),
      COALESCE(`t15`.`standing`, 0)
    ) AS `value`,
    IF(
      `t15`.`rivals` > 0,
      IF(`t15`.`undated`, `t15`.`as_of`, `t15`.`named_at`),
      `t15`.`written_at`
    ) AS `hit_at`
  FROM (
    SELECT
      `t14`.`deal_id`,
      `t14`.`as_of`,
      `t14`.`opened_at`,
      `t14`.`account_id`,
      `t14`.`owner_id`,
      `t14`.`pipeline`,
      `t14`.`stage`,
      `t14`.`stage_entered_at`,
      `t14`.`amount`,
      `t14`.`size_band`,
      `t14`.`segment`,
      `t14`.`product`,
      `t14`.`channel`,
      `t14`.`history_complete`,
      `t14`.`is_look_back`,
      `t14`.`rivals`,
      `t14`.`named_at`,
      `t14`.`undated`,
      `t14`.`standing`,
      `t14`.`written_at`
    FROM (
      SELECT
        `t9`.`deal_id`,
        `t9`.`as_of`,
        `t9`.`opened_at`,
        `t9`.`account_id`,
        `t9`.`owner_id`,
        `t9`.`pipeline`,
        `t9`.`stage`,
        `t9`.`stage_entered_at`,
        `t9`.`amount`,
        `t9`.`size_band`,
        `t9`.`segment`,
        `t9`.`product`,
        `t9`.`channel`,
        `t9`.`history_complete`,
        `t9`.`is_look_back`,
        `t9`.`rivals`,
        `t9`.`named_at`,
        `t9`.`undated`,
        `t13`.`deal_id` AS `deal_id_right`,
        `t13`.`standing`,
        `t13`.`written_at`
      FROM (
        SELECT
          `t6`.`deal_id`,
          `t6`.`as_of`,
          `t6`.`opened_at`,
          `t6`.`account_id`,
          `t6`.`owner_id`,
          `t6`.`pipeline`,
          `t6`.`stage`,
          `t6`.`stage_entered_at`,
          `t6`.`amount`,
          `t6`.`size_band`,
          `t6`.`segment`,
          `t6`.`product`,
          `t6`.`channel`,
          `t6`.`history_complete`,
          `t6`.`is_look_back`,
          `t6`.`rivals`,
          `t6`.`named_at`,
          `t6`.`undated`
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
            `t5`.`deal_id` AS `deal_id_right`,
            `t5`.`rivals`,
            `t5`.`named_at`,
            `t5`.`undated`
          FROM `book_deal` AS `t3`
          LEFT OUTER JOIN (
            SELECT
              `t1`.`deal_id`,
              COUNT(DISTINCT `t1`.`competitor_id`) AS `rivals`,
              MAX(`t1`.`named_at`) AS `named_at`,
              BOOL_OR(`t1`.`named_at` IS NULL) AS `undated`
            FROM `book_rival` AS `t1`
            GROUP BY
              1
          ) AS `t5`
            ON `t3`.`deal_id` = `t5`.`deal_id`
        ) AS `t6`
      ) AS `t9`
      LEFT OUTER JOIN (
        SELECT
          `t11`.`deal_id`,
          SUM(IF(`t11`.`is_named`, 1, 0)) AS `standing`,
          MAX(IF(`t11`.`is_named`, `t11`.`changed_at`, NULL)) AS `written_at`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              `t7`.`deal_id`,
              `t7`.`row_id`,
              `t7`.`field`,
              `t7`.`old_value`,
              `t7`.`new_value`,
              `t7`.`changed_at`,
              `t7`.`sequence`,
              `t7`.`is_named`,
              ROW_NUMBER() OVER (
                PARTITION BY `t7`.`deal_id`, `t7`.`field`
                ORDER BY `t7`.`changed_at` DESC, `t7`.`sequence` DESC, `t7`.`row_id` DESC
              ) - 1 AS `place`
            FROM (
              SELECT
                `t2`.`deal_id`,
                `t2`.`row_id`,
                `t2`.`field`,
                `t2`.`old_value`,
                `t2`.`new_value`,
                `t2`.`changed_at`,
                `t2`.`sequence`,
                COALESCE(
                  (
                    NULLIF(LOWER(`t2`.`new_value`), '') IS NOT NULL
                  )
                  AND NOT (
                    NULLIF(LOWER(`t2`.`new_value`), '') IN (
                      'none',
                      'no',
                      'nobody',
                      'no competitor',
                      'no competitors',
                      'no competition',
                      'no competitor named',
                      'keine',
                      'keiner',
                      'kein wettbewerber',
                      'aucun',
                      'aucun concurrent',
                      'ninguno',
                      'nenhum'
                    )
                  ),
                  FALSE
                ) AS `is_named`
              FROM `book_change` AS `t2`
              WHERE
                CONTAINS(LOWER(`t2`.`field`), 'competitor')
                OR CONTAINS(LOWER(`t2`.`field`), 'competidor')
                OR CONTAINS(LOWER(`t2`.`field`), 'concorrent')
                OR CONTAINS(LOWER(`t2`.`field`), 'concurrent')
                OR CONTAINS(LOWER(`t2`.`field`), 'konkurren')
                OR CONTAINS(LOWER(`t2`.`field`), 'wettbewerb')
            ) AS `t7`
          ) AS `t10`
          WHERE
            `t10`.`place` = 0
        ) AS `t11`
        GROUP BY
          1
      ) AS `t13`
        ON `t9`.`deal_id` = `t13`.`deal_id`
    ) AS `t14`
  ) AS `t15`
) AS `t16`
