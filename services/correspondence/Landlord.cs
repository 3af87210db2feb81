namespace ComplaintsPlatform.Correspondence;

/// <summary>Who writes: configuration section <c>Landlord</c>.</summary>
public sealed class Landlord
{
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Address { get; init; } = "";

    /// <summary>Picture files (PNG or JPEG) for letters that are printed; none unless given.</summary>
    public string? Letterhead { get; init; }

    public string? Signature { get; init; }

    /// <exception cref="InvalidOperationException">Something is missing: no letter could be written.</exception>
    public static Landlord From(IConfiguration configuration)
    {
        var landlord = configuration.GetSection("Landlord").Get<Landlord>() ?? new Landlord();
        var missing = new[] { (nameof(Name), landlord.Name), (nameof(Email), landlord.Email),
            (nameof(Phone), landlord.Phone), (nameof(Address), landlord.Address) }
            .Where(setting => string.IsNullOrWhiteSpace(setting.Item2)).Select(setting => $"Landlord__{setting.Item1}")
            .ToList();
        if (missing.Count > 0) throw new InvalidOperationException($"Set {string.Join(", ", missing)}.");
        return HowToSend.IsWritable(landlord.Email)
            ? landlord
            : throw new InvalidOperationException("Landlord__Email is not an email address.");
    }
}
