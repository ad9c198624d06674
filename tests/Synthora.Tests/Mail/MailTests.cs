using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Mail;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Mail;

/// <summary>A host that sends its letters through a real mail server.</summary>
public sealed class MailingHost : StudioHost
{
    private MailServer? _server;

    public MailServer Server => _server ??= MailServer.StartAsync().GetAwaiter().GetResult();

    public MailOptions Options => new("127.0.0.1", Server.Port, "synthora", "letter-box", Tls: false, "Synthora <noreply@studio.example>");

    protected override Configuration Configure(Configuration configuration) => configuration with { Mail = Options, PublicUrl = "https://studio.example" };

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _server?.Dispose();
    }
}

public sealed class MailTests(MailingHost host) : IClassFixture<MailingHost>
{
    private static Letter Letter(string to) => Features.Mail.Letter.Compose(
        to, "Grüße\r\nBcc: everybody@example.com", ["Ein schöner Tag, <b>Ada</b>.", ".", "The end."], ("Open it", "https://studio.example/x?y=1&z=2"), "Sent by a test.", "https://studio.example/stop");

    [Fact]
    public async Task A_letter_arrives_with_its_words_its_link_and_nothing_smuggled_into_its_head()
    {
        await new SmtpMail(host.Options).SendAsync(Guid.CreateVersion7(), Letter("ada@example.com"), CancellationToken.None);
        var letter = await host.Server.NextAsync("ada@example.com");
        letter.From.ShouldBe("noreply@studio.example");
        letter.To.ShouldBe(["ada@example.com"]);
        letter.Subject.ShouldBe("Grüße  Bcc: everybody@example.com");
        letter.Words.ShouldContain("Ein schöner Tag, <b>Ada</b>.");
        letter.Words.ShouldContain("Ein sch&#246;ner Tag, &lt;b&gt;Ada&lt;/b&gt;.");
        letter.Words.ShouldContain("https://studio.example/x?y=1&z=2");
        letter.Raw.ShouldContain("List-Unsubscribe: <https://studio.example/stop>");
    }

    [Fact]
    public async Task A_letter_that_was_put_off_waits_sealed_and_arrives_at_the_next_attempt()
    {
        var queue = host.Services.GetRequiredService<MailQueue>();
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            queue.Add(db, Letter("later@example.com"));
            queue.Add(db, Letter("never@example.com"));
            await db.SaveChangesAsync();
            queue.Wake();
            QueuedLetter? waiting = null;
            for (var tries = 0; tries < 600 && (waiting?.LastError is null || await db.QueuedLetters.CountAsync() > 1); tries++)
            {
                await Task.Delay(50);
                waiting = await db.QueuedLetters.AsNoTracking().OrderBy(row => row.Id).FirstOrDefaultAsync();
            }

            waiting.ShouldNotBeNull().LastError.ShouldNotBeNull().ShouldContain("Busy, try later");
            System.Text.Encoding.UTF8.GetString(waiting.Envelope).ShouldNotContain("example.com");
            (await db.QueuedLetters.CountAsync()).ShouldBe(1, "what the server refuses for good is not tried again");
            await db.QueuedLetters.ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, DateTimeOffset.UnixEpoch));
        }

        queue.Wake();
        (await host.Server.NextAsync("later@example.com")).Words.ShouldContain("The end.");
    }

    [Fact]
    public async Task A_wrong_password_a_closed_port_and_a_certificate_nobody_signed_are_said_in_one_line()
    {
        using var unsigned = await MailServer.StartAsync(plain: false);
        foreach (var options in (MailOptions[])[host.Options with { Password = "wrong" }, host.Options with { Port = 1 }, host.Options with { Port = unsigned.Port, Tls = true }, host.Options with { Tls = true }])
        {
            var failure = await Should.ThrowAsync<MailException>(() => new SmtpMail(options).SendAsync(Guid.CreateVersion7(), Letter("ada@example.com"), CancellationToken.None));
            failure.Message.ShouldContain("127.0.0.1");
            failure.Message.ShouldNotContain('\n');
            failure.IsFinal.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Without_a_mail_server_letters_are_files_that_mail_programs_open()
    {
        var folder = Path.Combine(host.DataFolder, "outbox-test");
        var mail = new OutboxMail(MailOptions.Outbox, folder);
        mail.Delivers.ShouldBeFalse();
        await mail.SendAsync(Guid.CreateVersion7(), Letter("ada@example.com"), CancellationToken.None);
        var file = Directory.GetFiles(folder, "*.eml").ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(file)).ShouldContain("To: ada@example.com");
        if (!OperatingSystem.IsWindows()) (File.GetUnixFileMode(folder) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
    }
}
