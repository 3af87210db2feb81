using System.Text.Json;
using System.Text.Json.Serialization;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.PersonalData.Tests;

/// <summary>What would not be encrypted, or under nobody's key, stops the host.</summary>
public sealed class RefusedTypesTests
{
    public static TheoryData<Type, string> Refused => new()
    {
        { typeof(NobodysNote), "NobodysNote.Text is [PersonalData] without a subject" },
        { typeof(NobodysRemarks), "Remark.Text is [PersonalData] without a subject: NobodysRemarks has no Guid" },
        { typeof(NobodysGuarantor), "Guarantor.Name is [PersonalData] without a subject" },
        { typeof(PersonalNumber), "only a string can be [PersonalData]" },
        { typeof(Misnamed), "Misnamed stores no Guid Nobody as the subject" },
        { typeof(Misdirected), "Misdirected stores no Guid Name as the subject" },
        { typeof(OwnWay), "a converter of its own writes OwnWay" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task a_type_with_personal_data_that_cannot_be_kept_stops_the_start(Type type, string because) =>
        (await RefusedAsync(store => store.Events.AddEventType(type))).ShouldContain(because);

    [Fact]
    public async Task a_document_is_checked_as_an_event_is() =>
        (await RefusedAsync(store => store.Schema.For<NobodysNote>().Identity(note => note.Number)))
            .ShouldContain("without a subject");

    [Fact]
    public async Task a_serializer_that_is_chosen_too_late_stops_the_start() =>
        (await RefusedAsync(configure: services =>
            services.ConfigureMarten(store => store.UseSystemTextJsonForSerialization())))
            .ShouldContain("nothing would be encrypted");

    [Fact]
    public async Task a_type_that_the_store_was_not_told_of_is_refused_before_anything_is_stored()
    {
        await using var library = await LibraryHost.StartAsync();
        await using var session = library.Store.LightweightSession();
        session.Events.StartStream(Guid.CreateVersion7(), new NobodysNote(1, "Dorothea"));
        await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync());
        (await library.EverythingAsync()).ShouldNotContain("Dorothea");
    }

    [Fact]
    public async Task an_empty_id_is_nobodys()
    {
        await using var library = await LibraryHost.StartAsync();
        (await Should.ThrowAsync<InvalidOperationException>(() => library.LendAsync(Guid.Empty)))
            .Message.ShouldContain("empty");
    }

    private static async Task<string> RefusedAsync(
        Action<StoreOptions>? more = null, Action<IServiceCollection>? configure = null) =>
        (await Should.ThrowAsync<InvalidOperationException>(
            () => LibraryHost.StartAsync(more: more, configure: configure))).Message;

    public sealed record NobodysNote(int Number, [property: PersonalData] string Text);

    public sealed record NobodysRemarks(string Title, Dictionary<string, Remark[]> Remarks);

    public sealed record NobodysGuarantor(Guarantor Guarantor);

    public sealed record PersonalNumber(Guid Id, [property: PersonalData] int Age);

    public sealed record Misnamed(Guid Id, [property: PersonalData(Subject = "Nobody")] string Text);

    public sealed record Misdirected(Guid Id, string Name, [property: PersonalData(Subject = "Name")] string Text);

    [JsonConverter(typeof(OwnWayConverter))]
    public sealed record OwnWay(Guid Id, [property: PersonalData] string Text);

    private sealed class OwnWayConverter : JsonConverter<OwnWay>
    {
        public override OwnWay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(Guid.Empty, reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, OwnWay value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Text);
    }
}
