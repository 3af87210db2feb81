using System.Net.Mail;
using System.Runtime.CompilerServices;
using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Correspondence.Tests;

public sealed class LetterSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryFault Away = new(false, null, "The mail server could not be reached.");
    private static readonly DeliveryFault Refused = new(true, 550, "The mail server refused the recipient (550).");

    [Fact]
    public void the_confirmation_says_reference_what_happens_next_by_when_and_whom_to_ask()
    {
        var drafted = Complaints.Drafted().ShouldHaveSingleItem().ShouldBeOfType<LetterDrafted>();
        drafted.Subject.ShouldBe("We have received your complaint CMP-7K3M-9QXT");
        drafted.Template.ShouldBe("confirmation-of-receipt.v1");
        foreach (var said in new[] { "Dear Ada Lovelace,", "2 March 2026", "CMP-7K3M-9QXT", "within 5 working days",
            "only confirms that we have your complaint", "0306 999 0123", "complaints@harbour.example",
            "Housing Ombudsman" })
            drafted.Body.ShouldContain(said);
        drafted.Body.ShouldNotContain("{{");
        drafted.Sha256.ShouldBe(Letter.HashOf("ada@example.org", drafted.Subject, drafted.Body));
    }

    [Fact]
    public void a_complaint_told_twice_is_confirmed_once() =>
        Given(Complaints.Drafted())
            .WhenStarting(state =>
                ComplaintMadeHandler.Decide(Complaints.Made(), state, Complaints.Template, Complaints.Landlord))
                .ThenNothing();

    [Theory]
    [InlineData(null, "phone", "No email address was given.")]
    [InlineData("ada@example.org", "letter", "The resident asked for letters by post.")]
    [InlineData(
        "ada@example.org\r\nBcc: all@example.org", "email", "The email address that was given cannot be written to.")]
    public void without_an_address_somebody_sends_it_by_hand(string? email, string preferred, string why) =>
        Complaints.Drafted(email, preferred)[^1]
        .ShouldBe(new LetterToSendByHand(
            Complaints.LetterId, Complaints.ComplaintId, "CMP-7K3M-9QXT", "confirmation-of-receipt", why));

    [Fact]
    public void an_anonymous_complaint_is_confirmed_only_where_there_is_an_address()
    {
        var nobody = Complaints.Made() with
        { Anonymous = true, Resident = new(null, "Resident", null, "020 7946 0123", null) };
        ComplaintMadeHandler.Decide(nobody, null, Complaints.Template, Complaints.Landlord).Events.ShouldBeEmpty();
        var reachable = nobody with { Resident = nobody.Resident with { Email = "ada@example.org" } };
        ComplaintMadeHandler.Decide(reachable, null, Complaints.Template, Complaints.Landlord).Events
            .ShouldHaveSingleItem().ShouldBeOfType<LetterDrafted>().Body.ShouldContain("Dear Resident,");
    }

    [Theory]
    [InlineData("2026-03-08", true)]
    [InlineData("2026-03-09", false)] // five working days after Monday 2 March
    [InlineData("2026-04-13", false)]
    public void no_letter_promises_a_day_that_is_over(string recordedOn, bool isConfirmed) =>
        ComplaintMadeHandler.Decide(
            Complaints.Made() with
            {
                RecordedAt = DateTimeOffset.Parse(
                    $"{recordedOn}T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
            },
            null, Complaints.Template, Complaints.Landlord).Events.Count.ShouldBe(isConfirmed ? 1 : 0);

    [Fact]
    public void a_placeholder_left_unfilled_blocks_sending()
    {
        var template =
            LetterTemplate.Parse("test.v1", "Subject: {{reference}}\n\nDear {{name}}, your officer is {{officer}}.");
        var events = ComplaintMadeHandler.Decide(Complaints.Made(), null, template, Complaints.Landlord).Events;
        events[1].ShouldBeOfType<LetterBlocked>().Unfilled.ShouldBe(["officer"]);
        Given([.. events]).State!.Status.ShouldBe(LetterStatus.WaitingToBeSentByHand);
    }

    [Fact]
    public void what_a_resident_wrote_stays_text_and_one_line()
    {
        var filled = LetterTemplate.Parse("test.v1", "Subject: {{name}}\n\nDear {{name}},")
            .Fill(new Dictionary<string, string?>
            { ["name"] = "{{reference}}\r\nBcc: all@example.org\u2028\u202Eevil\0" });
        filled.Subject.ShouldBe("{{reference}} Bcc: all@example.org evil");
        filled.Body.ShouldBe("Dear {{reference}} Bcc: all@example.org evil,");
        filled.Unfilled.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("ada.o'brien+home@mail.example.org", true)]
    [InlineData("ada@example", false)]
    [InlineData("ada", false)]
    [InlineData("ada@example.org,bob@example.org", false)]
    [InlineData("Ada <ada@example.org>", false)]
    [InlineData("ada@example.org\nBcc: x@example.org", false)]
    [InlineData("\"a b\"@example.org", false)]
    [InlineData("ädä@example.org", false)]
    [InlineData("ada@-example-.org", false)]
    [InlineData("ada@[127.0.0.1]", false)]
    public void only_one_plain_address_is_written_to(string email, bool writable) =>
        HowToSend.IsWritable(email).ShouldBe(writable);

    [Fact]
    public void the_message_id_is_the_same_for_every_attempt()
    {
        var letter = Given(Complaints.Drafted()).State!;
        using var first = LetterMessage.Of(letter, Complaints.Landlord);
        using var second = LetterMessage.Of(letter, Complaints.Landlord);
        first.Headers["Message-ID"].ShouldBe($"<confirmation-of-receipt.{Complaints.LetterId:N}@harbour.example>");
        second.Headers["Message-ID"].ShouldBe(first.Headers["Message-ID"]);
    }

    [Fact]
    public void a_letter_whose_text_was_erased_is_no_longer_intact()
    {
        var letter = Given(Complaints.Drafted()).State!;
        letter.IsIntact.ShouldBeTrue();
        (letter with { Copy = letter.Copy with { Body = PersonalDataAttribute.Erased } }).IsIntact.ShouldBeFalse();
    }

    [Fact]
    public void sending_by_hand_is_recorded_with_its_day() =>
        ByHand().When(state => MarkSentByHandEndpoint.Decide(new MarkSentByHand(Today, "post"), state, Today))
        .Then(new LetterSentByHand(
            Complaints.LetterId, Complaints.ComplaintId, "confirmation-of-receipt", Today, "post"));

    [Fact]
    public void recorded_twice_it_is_recorded_once() => ByHand()
        .And(new LetterSentByHand(
            Complaints.LetterId, Complaints.ComplaintId, "confirmation-of-receipt", Today, "post"))
        .When(state => MarkSentByHandEndpoint.Decide(new MarkSentByHand(Today, "post"), state, Today)).ThenNothing();

    [Fact]
    public void a_letter_cannot_have_been_sent_tomorrow() =>
        ByHand().When(state =>
            MarkSentByHandEndpoint.Decide(new MarkSentByHand(Today.AddDays(1), "post"), state, Today))
            .ThenRefused("date-in-future");

    [Fact]
    public void a_letter_that_goes_by_email_is_not_sent_by_hand() =>
        Given(Complaints.Drafted())
            .When(state => MarkSentByHandEndpoint.Decide(new MarkSentByHand(Today, "post"), state, Today))
            .ThenRefused("letter-not-to-send-by-hand");

    [Theory]
    [InlineData(SmtpStatusCode.MailboxUnavailable, true)]
    [InlineData(SmtpStatusCode.TransactionFailed, true)]
    [InlineData(SmtpStatusCode.MailboxBusy, false)]
    [InlineData(SmtpStatusCode.ServiceNotAvailable, false)]
    [InlineData(SmtpStatusCode.MustIssueStartTlsFirst, false)]
    [InlineData(SmtpStatusCode.GeneralFailure, false)]
    public void only_what_is_said_about_the_address_or_the_letter_is_for_good(SmtpStatusCode status, bool permanent)
    {
        DeliveryFault.Of(new SmtpException(status)).IsPermanent.ShouldBe(permanent);
        DeliveryFault.Of(
            new SmtpFailedRecipientException(
                SmtpStatusCode.MailboxUnavailable, "ada@example.org")).Reason.ShouldNotContain("ada");
    }

    [Fact]
    public void the_mail_server_is_named_by_an_address()
    {
        SmtpSettings.Parse("smtp://us%40er:p%3Aw@mail.example.org:587?tls=starttls").ShouldSatisfyAllConditions(
            smtp => smtp.Host.ShouldBe("mail.example.org"), smtp =>
                smtp.Port.ShouldBe(587), smtp => smtp.StartTls.ShouldBeTrue(),
            smtp => smtp.Credentials!.UserName.ShouldBe("us@er"), smtp => smtp.Credentials!.Password.ShouldBe("p:w"));
        SmtpSettings.Parse("smtp://localhost").Port.ShouldBe(25);
        Should.Throw<InvalidOperationException>(() =>
            SmtpSettings.Parse("smtps://u:secret@mail.example.org")).Message.ShouldNotContain("secret");
        Should.Throw<InvalidOperationException>(() => SmtpSettings.Parse(null));
    }

    [Fact]
    public void every_event_is_folded_and_has_a_stored_name()
    {
        foreach (var type in typeof(ILetterEvent).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(ILetterEvent))))
        {
            CorrespondenceStore.EventNames.Values.ShouldContain(type);
            var happened = (ILetterEvent)RuntimeHelpers.GetUninitializedObject(type);
            Letter.Evolve(Given(Drafts.Begun(LetterKind.Other)).State, happened).ShouldNotBeNull(type.Name);
            if (happened is LetterWentOut) continue;
            (CorrespondenceMessages.Announce(happened, Now) is null).ShouldBe(
                happened is LetterDrafted or LetterBlocked or DeliveryFailed or LetterCameBack or LetterPutRight
                    or IDraftEvent);
        }
    }

    [Fact]
    public void what_went_out_is_said_with_what_cases_keeps_of_it()
    {
        var went = Given(Drafts.Issued(LetterKind.Response, LetterForm.Email)).State!.Draft!
            .WentOut(Today, LetterForm.Email);
        var said = CorrespondenceMessages.Announce(went, Now)!.Message
            .ShouldBeOfType<Contracts.Correspondence.LetterWentOut>();
        (said.Kind, said.Stage, said.SentOn, said.Outcome).ShouldBe(("response", "stage-1", Today, "partly-upheld"));
        said.Said.Summary.ShouldBe(
            "We are sorry that we came twice in vain.\n\nThe plumber comes on 20 March.");
        said.Said.Definition.ShouldBe("The leak was not mended.");
    }

    [Fact]
    public void stored_names_are_for_ever() =>
        CorrespondenceStore.EventNames.Keys.ShouldBe(
            File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "approved", "event-names.txt")));

    [Fact]
    public void a_letter_that_was_taken_is_sent() => Given(Complaints.Drafted())
        .When(letter => SendLetterHandler.Decide(letter, fault: null, TimeSpan.Zero, "<one@harbour.example>", Today))
        .Then(new LetterSent(
            Complaints.LetterId, Complaints.ComplaintId, LetterKind.ConfirmationOfReceipt, "<one@harbour.example>"));

    [Fact]
    public void a_letter_that_is_refused_for_good_goes_by_hand_at_once() => Given(Complaints.Drafted())
        .When(letter => SendLetterHandler.Decide(letter, Refused, TimeSpan.Zero, "", Today))
        .Then(FailedFor(Refused));

    [Fact]
    public void a_passing_fault_leaves_the_letter_waiting_for_two_days() => Given(Complaints.Drafted())
        .When(letter => SendLetterHandler.Decide(letter, Away, DeliveryFault.LongestWait, "", Today))
        .ThenNothing();

    [Fact]
    public void a_letter_that_no_server_took_for_two_days_goes_by_hand() => Given(Complaints.Drafted())
        .When(letter => SendLetterHandler.Decide(letter, Away, DeliveryFault.LongestWait + TimeSpan.FromTicks(1), "",
            Today))
        .Then(FailedFor(Away));

    [Fact]
    public void attempts_are_put_off_longer_and_longer_up_to_an_hour()
    {
        var (putOff, now, pauses) = ((PutOffLetter?)null, Now, new List<TimeSpan>());
        for (var attempt = 0; attempt < 8; attempt++)
        {
            putOff = SendLetterHandler.PutOff(Complaints.LetterId, putOff, Away, now);
            pauses.Add(putOff.NextAttemptAt - now);
            now = putOff.NextAttemptAt;
        }

        pauses.Select(pause => pause.TotalSeconds).ShouldBe([5, 30, 120, 600, 1800, 3600, 3600, 3600]);
        (putOff!.Since, putOff.Attempts, putOff.LastFault).ShouldBe((Now, 8, Away.Reason));
    }

    private static Given<Letter, ILetterEvent> Given(params ILetterEvent[] events) =>
        Spec.Given<Letter, ILetterEvent>(Letter.Evolve, events);

    private static ILetterEvent[] FailedFor(DeliveryFault fault) =>
    [
        new DeliveryFailed(
            Complaints.LetterId, Complaints.ComplaintId, LetterKind.ConfirmationOfReceipt, fault.SmtpStatus,
            fault.Reason),
        new LetterToSendByHand(
            Complaints.LetterId, Complaints.ComplaintId, "CMP-7K3M-9QXT", LetterKind.ConfirmationOfReceipt,
            $"The email could not be delivered. {fault.Reason}"),
    ];

    private static Given<Letter, ILetterEvent> ByHand() => Given(Complaints.Drafted(email: null));
}
