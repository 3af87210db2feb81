using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.OwnRoles;

/// <summary>The landlord's own roles: each a name for several of the platform's.</summary>
internal sealed class IndexModel(Colleagues colleagues, TimeProvider time) : WholeListPage
{
    public static readonly IReadOnlyList<Choice> Together =
        Choice.Of(Roles.All.Where(role => role is not (Roles.Module or Roles.Resident)));

    [BindProperty]
    public RoleForm Form { get; set; } = new();

    public IReadOnlyList<OwnRole> Items { get; private set; } = [];

    public OwnRole? Changed => Items.FirstOrDefault(role => role.OwnRoleId == Form.Changes);

    public override string What => "roles";

    public async Task OnGetAsync(Guid? change)
    {
        await LoadAsync();
        Form = Items.FirstOrDefault(role => role.OwnRoleId == change) is { } role
            ? new RoleForm
            { Changes = role.OwnRoleId, Name = role.Name, Roles = [.. role.Roles], InUse = role.InUse }
            : new RoleForm { InUse = true };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = await LoadForChangeAsync();
        ModelState.Need("Form.Name", Form.Name, "Enter a name");
        if (Form.Roles.Count == 0) ModelState.AddModelError("Form.Roles", "Choose at least one role for it");
        var given = new OwnRole
        {
            OwnRoleId = Changed?.OwnRoleId ?? Guid.CreateVersion7(time.GetUtcNow()),
            Name = Form.Name,
            Roles = Form.Roles,
            InUse = Form.InUse,
        };
        List<OwnRole> items = Changed is null
            ? [.. Items, given]
            : [.. Items.Select(role => role.OwnRoleId == Form.Changes ? given : role)];
        var place = items.IndexOf(given);
        return await SendAsync(() => colleagues.SetOwnRolesAsync(items, seen), new Dictionary<string, string>
        {
            ["items"] = "Form.Name",
            [$"items[{place}].name"] = "Form.Name",
            [$"items[{place}].roles"] = "Form.Roles",
        }, new Dictionary<string, string> { ["own-role-is-yours"] = "Form.Roles" });
    }

    protected override async Task LoadAsync()
    {
        var roles = await colleagues.OwnRolesAsync();
        (Items, Version) = (roles.Value.Items, roles.Version);
    }

    internal sealed class RoleForm
    {
        /// <summary>The one that is changed; null for one that is new.</summary>
        public Guid? Changes { get; set; }

        public string? Name { get; set; }

        public List<string> Roles { get; set; } = [];

        public bool InUse { get; set; }
    }
}
