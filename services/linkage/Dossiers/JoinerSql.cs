namespace ComplaintsPlatform.Linkage;

internal static class JoinerSql
{
    /// <summary>
    /// Every pair of a complaint and a repair that what was touched makes complete, with all its reasons. $1 dossiers,
    /// $2 persons, $3 properties, $4 repairs. The property that a complaint is about is the one given, else the home of
    /// the person.
    /// </summary>
    public const string Pairs =
        """
        with home as not materialized (
          select id as complaint_id, property_id from mt_doc_dossierentry where property_id is not null
          union all
          select d.id, p.property_id from mt_doc_dossierentry d join mt_doc_personentry p on p.id = d.person_id
          where d.property_id is null and p.property_id is not null
        ), touched as (
          select unnest($1) as complaint_id
          union select id from mt_doc_dossierentry where person_id = any($2)
          union select complaint_id from home where property_id = any($3)
        ), found as (
          select d.id as complaint_id, r.id as repair_id, true as by_person, false as by_property
          from touched t join mt_doc_dossierentry d on d.id = t.complaint_id
          join mt_doc_personentry p on p.id = d.person_id
          cross join lateral jsonb_array_elements_text(p.data -> 'keys') k(key)
          join mt_doc_repairentry r on r.person_key = k.key
          union all
          select h.complaint_id, r.id, false, true
          from touched join home h using (complaint_id) join mt_doc_propertyentry p on p.id = h.property_id
          cross join lateral jsonb_array_elements_text(p.data -> 'keys') k(key)
          join mt_doc_repairentry r on r.uprn_key = k.key or r.property_key = k.key
          union all
          select d.id, r.id, true, false
          from mt_doc_repairentry r
          join mt_doc_personentry p on p.data @> jsonb_build_object('keys', jsonb_build_array(r.person_key))
          join mt_doc_dossierentry d on d.person_id = p.id
          where r.id = any($4) and r.person_key is not null
          union all
          select h.complaint_id, r.id, false, true
          from mt_doc_repairentry r cross join lateral (values (r.uprn_key), (r.property_key)) k(key)
          join mt_doc_propertyentry p on p.data @> jsonb_build_object('keys', jsonb_build_array(k.key))
          join home h on h.property_id = p.id
          where r.id = any($4) and k.key is not null
        )
        select f.complaint_id, f.repair_id, bool_or(f.by_person), bool_or(f.by_property)
        from found f join mt_doc_dossierentry d on d.id = f.complaint_id join mt_doc_repairentry r on r.id = f.repair_id
        where r.raised_on between d.evidence_from and d.evidence_until
        group by f.complaint_id, f.repair_id, r.raised_on
        order by f.complaint_id, r.raised_on, f.repair_id
        """;
}
