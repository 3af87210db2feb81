namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>Contents as files.</summary>
public sealed class DocumentsOnDiskTests(CasesFixture cases) : DocumentApiTests(cases)
{
    private readonly CasesFixture cases = cases;

    [Fact]
    public async Task files_are_for_the_service_alone()
    {
        var id = await cases.OpenedComplaint();
        using var form = Files.Form(Files.Note());
        (await cases.Officer.PostAsync($"/api/complaints/{id}/documents", form)).EnsureSuccessStatusCode();
        File.GetUnixFileMode(Directory.GetFiles(PathOf($"contents/{id.ToString("N")[^2..]}/{id:N}")).Single())
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private protected override async Task<byte[]?> StoredAsync(string name) =>
        File.Exists(PathOf(name)) ? await File.ReadAllBytesAsync(PathOf(name)) : null;

    private protected override Task StoreAsync(string name, byte[] content) =>
        File.WriteAllBytesAsync(PathOf(name), content);

    private protected override Task LoseAsync(string name)
    {
        File.Delete(PathOf(name));
        return Task.CompletedTask;
    }

    private string PathOf(string name) => Path.Combine(cases.Service.Documents, name);
}
