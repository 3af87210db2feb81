namespace ComplaintsPlatform.Linkage;

internal static class JoinerSql
{
    /// <summary>Every pair that what was touched makes complete, with all its reasons: new ones, and linked ones that have gained a reason.</summary>
    public const string Found =
        """
        WITH touched AS (
          SELECT unnest(@Dossiers) AS complaint_id
          UNION SELECT complaint_id FROM read.dossier WHERE person_id = ANY(@Persons)
          UNION SELECT complaint_id FROM read.dossier_home() WHERE property_id = ANY(@Properties)
        ), found AS (
          SELECT d.complaint_id, r.repair_id, true AS by_person, false AS by_property
          FROM touched JOIN read.dossier d USING (complaint_id)
          JOIN read.person_reference k ON k.person_id = d.person_id JOIN read.repair r ON r.person_key = k.key
          UNION ALL
          SELECT h.complaint_id, r.repair_id, false, true
          FROM touched JOIN read.dossier_home() h USING (complaint_id)
          JOIN read.property_reference k USING (property_id) JOIN read.repair_property r USING (key)
          UNION ALL
          SELECT d.complaint_id, r.repair_id, true, false
          FROM read.repair r JOIN read.person_reference k ON k.key = r.person_key JOIN read.dossier d ON d.person_id = k.person_id
          WHERE r.repair_id = ANY(@Repairs)
          UNION ALL
          SELECT h.complaint_id, r.repair_id, false, true
          FROM read.repair_property r JOIN read.property_reference k USING (key) JOIN read.dossier_home() h USING (property_id)
          WHERE r.repair_id = ANY(@Repairs)
        ), pairs AS (
          SELECT complaint_id, repair_id, bool_or(by_person) AS by_person, bool_or(by_property) AS by_property FROM found GROUP BY complaint_id, repair_id
        )
        SELECT p.complaint_id AS ComplaintId, p.repair_id AS RecordId, p.by_person AS ByPerson, p.by_property AS ByProperty,
          r.version AS Version, r.status AS Status, r.external_id AS ExternalId, r.allocated_by AS AllocatedBy, l.record_id IS NULL AS IsNew
        FROM pairs p
        JOIN read.repair r USING (repair_id)
        JOIN read.dossier d USING (complaint_id)
        LEFT JOIN read.evidence_link l ON l.complaint_id = p.complaint_id AND l.record_id = p.repair_id
        WHERE r.raised_on BETWEEN d.evidence_from AND d.evidence_until
          AND (l.record_id IS NULL OR (NOT l.unlinked AND (p.by_person AND NOT l.by_person OR p.by_property AND NOT l.by_property)))
        ORDER BY p.complaint_id, r.raised_on, p.repair_id
        """;

    /// <summary>The standing links of records that something happened to.</summary>
    public const string Links =
        """
        SELECT complaint_id AS ComplaintId, record_id AS RecordId, record_version AS RecordVersion
        FROM read.evidence_link WHERE record_id = ANY(@Repairs) AND NOT unlinked
        """;
}
