namespace ComplaintsPlatform.Identity.Tests;

public sealed class LockOutTests(IdentityService identity) : IClassFixture<IdentityService>
{
    private const string Password = "a password of its own";

    [Fact]
    public async Task five_failures_lock_an_account_for_a_quarter_of_an_hour()
    {
        await identity.NewUserAsync("locked@harbour.example");
        for (var i = 0; i < 5; i++) await (await identity.SignInAsync("locked@harbour.example", "wrong"))
            .ShouldBeOAuthErrorAsync(400, "invalid_grant");
        await (await identity.SignInAsync("locked@harbour.example", Password))
            .ShouldBeOAuthErrorAsync(400, "invalid_grant");

        identity.Time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        (await identity.SignInAsync("locked@harbour.example", Password)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task a_success_forgets_the_failures_before_it()
    {
        await identity.NewUserAsync("clumsy@harbour.example");
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++) await identity.SignInAsync("clumsy@harbour.example", "wrong");
            (await identity.SignInAsync("clumsy@harbour.example", Password)).IsSuccessStatusCode.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task many_guesses_at_once_lock_as_well()
    {
        await identity.NewUserAsync("raced@harbour.example");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => identity.SignInAsync("raced@harbour.example", "wrong")));
        await (await identity.SignInAsync("raced@harbour.example", Password))
            .ShouldBeOAuthErrorAsync(400, "invalid_grant");
    }
}
