namespace ComplaintsPlatform.Linkage;

internal static class JoinerSql
{
    /// <summary>
    /// Every pair of a complaint and a repair that what was touched makes complete, with all its reasons. $1 dossiers,
    /// $2 persons, $3 properties, $4 repairs. The property that a complaint is about is the one given, else the home of
    /// the person. A UPRN that several properties have (the block's, given for each of its flats) says nothing.
    /// From step to step by <c>offset 0</c>, which keeps the order: how many rows a key in JSON finds is not known to
    /// the planner, which would else read every dossier for each page.
    /// </summary>
    public const string Pairs =
        """
        with touched as (
          select unnest($1) as complaint_id
          union select id from mt_doc_dossierentry where person_id = any($2)
          union select id from mt_doc_dossierentry where property_id = any($3)
          union select d.id from mt_doc_personentry p join mt_doc_dossierentry d on d.person_id = p.id
            where p.property_id = any($3) and d.property_id is null
        ), about as (
          select d.id as complaint_id, d.person_id, coalesce(d.property_id, p.property_id) as property_id
          from touched t
          cross join lateral (select * from mt_doc_dossierentry where id = t.complaint_id offset 0) d
          left join lateral (
            select property_id from mt_doc_personentry
            where id = d.person_id and d.property_id is null offset 0) p on true
        ), found as (
          select a.complaint_id, r.id as repair_id, true as by_person, false as by_property
          from about a
          cross join lateral (select data -> 'keys' as keys from mt_doc_personentry where id = a.person_id offset 0) p
          cross join lateral jsonb_array_elements_text(p.keys) k(key)
          cross join lateral (select id from mt_doc_repairentry where person_key = k.key offset 0) r
          union all
          select a.complaint_id, r.id, false, true
          from about a
          cross join lateral (
            select id, data -> 'keys' as keys from mt_doc_propertyentry where id = a.property_id offset 0) p
          cross join lateral jsonb_array_elements_text(p.keys) k(key)
          cross join lateral (
            select id from mt_doc_repairentry where uprn_key = k.key or property_key = k.key offset 0) r
          where not exists (select from mt_doc_propertyentry o
            where o.id <> p.id and o.data @> jsonb_build_object('keys', jsonb_build_array(k.key)))
          union all
          select d.id, r.id, true, false
          from mt_doc_repairentry r
          cross join lateral (select id from mt_doc_personentry
            where data @> jsonb_build_object('keys', jsonb_build_array(r.person_key)) offset 0) p
          cross join lateral (select id from mt_doc_dossierentry where person_id = p.id offset 0) d
          where r.id = any($4) and r.person_key is not null
          union all
          select d.id, r.id, false, true
          from mt_doc_repairentry r cross join lateral (values (r.uprn_key), (r.property_key)) k(key)
          cross join lateral (select id from mt_doc_propertyentry
            where data @> jsonb_build_object('keys', jsonb_build_array(k.key)) offset 0) p
          cross join lateral (
            select id from mt_doc_dossierentry where property_id = p.id
            union all
            select d.id from mt_doc_personentry o join mt_doc_dossierentry d on d.person_id = o.id
              where o.property_id = p.id and d.property_id is null offset 0) d
          where r.id = any($4) and k.key is not null
            and not exists (select from mt_doc_propertyentry o
              where o.id <> p.id and o.data @> jsonb_build_object('keys', jsonb_build_array(k.key)))
        )
        select f.complaint_id, f.repair_id, bool_or(f.by_person), bool_or(f.by_property)
        from found f
        cross join lateral (
          select evidence_from, evidence_until from mt_doc_dossierentry where id = f.complaint_id offset 0) d
        cross join lateral (select raised_on from mt_doc_repairentry where id = f.repair_id offset 0) r
        where r.raised_on between d.evidence_from and d.evidence_until
        group by f.complaint_id, f.repair_id, r.raised_on
        order by f.complaint_id, r.raised_on, f.repair_id
        """;
}
