using System.Security.Cryptography;
using System.Text;
using Synthora.Security;

namespace Synthora.Tests.Security;

public sealed class KeyVaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("synthora-vault-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_secret_opens_where_it_belongs_and_nowhere_else()
    {
        var vault = new KeyVault(MasterKeys.Load([], _folder));
        var sealedOne = vault.Seal("sk-ümlaut-🔑", "integration/ann/1");
        vault.Open(sealedOne.Envelope, "integration/ann/1").ShouldBe("sk-ümlaut-🔑");
        Should.Throw<SealBrokenException>(() => vault.Open(sealedOne.Envelope, "integration/bob/1"));
        Encoding.UTF8.GetString(sealedOne.Envelope).ShouldNotContain("sk-");
        vault.Seal("sk-ümlaut-🔑", "integration/ann/1").Envelope.ShouldNotBe(sealedOne.Envelope);
    }

    [Fact]
    public void No_byte_of_an_envelope_can_be_changed_unnoticed()
    {
        var vault = new KeyVault(MasterKeys.Load([], _folder));
        var envelope = vault.Seal("secret", "here").Envelope;
        for (var at = 0; at < envelope.Length; at++)
        {
            var changed = envelope.ToArray();
            changed[at] ^= 1;
            Should.Throw<SealBrokenException>(() => vault.Open(changed, "here"), $"byte {at}");
        }

        Should.Throw<SealBrokenException>(() => vault.Open(envelope[..20], "here"));
    }

    [Fact]
    public void The_key_file_belongs_to_its_owner_alone_and_is_made_once()
    {
        var first = MasterKeys.Load([], _folder);
        var file = Path.Combine(_folder, MasterKeys.FileName);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        MasterKeys.Load([], _folder).Current.Id.ShouldBe(first.Current.Id);
        Directory.GetFiles(_folder).ShouldHaveSingleItem();

        File.WriteAllText(file, "not a key\n");
        Should.Throw<InvalidDataException>(() => MasterKeys.Load([], _folder)).Message.ShouldContain("backup");
    }

    [Fact]
    public void A_process_that_runs_sees_the_key_another_one_made()
    {
        var (running, rotating) = (MasterKeys.Load([], _folder), MasterKeys.Load([], _folder));
        var old = new KeyVault(running).Seal("secret", "here");
        var grown = rotating.Grow();
        running.Current.Id.ShouldBe(grown.Id);
        new KeyVault(running).Seal("secret", "here").SealedBy.ShouldBe(grown.Id);
        new KeyVault(running).Open(old.Envelope, "here").ShouldBe("secret");
    }

    [Fact]
    public void Configured_keys_are_understood_in_every_usual_form_and_seal_alike()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        var ids = new[] { Convert.ToHexString(bytes), Convert.ToBase64String(bytes), Convert.ToBase64String(bytes).TrimEnd('=') }.Select(text => MasterKeys.Parse(text)?.Id).ToList();
        ids.Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        MasterKeys.Parse("exactly thirty-two characters 32").ShouldNotBeNull();
        MasterKeys.Parse("too short").ShouldBeNull();
        MasterKeys.Parse(new string('x', 33)).ShouldBeNull();

        var secret = new KeyVault(MasterKeys.Load([MasterKeys.Parse(Convert.ToHexString(bytes))!], _folder)).Seal("secret", "here");
        var later = MasterKeys.Load([MasterKeys.Parse("exactly thirty-two characters 32")!, MasterKeys.Parse(Convert.ToBase64String(bytes))!], _folder);
        new KeyVault(later).Open(secret.Envelope, "here").ShouldBe("secret");
        Should.Throw<SealBrokenException>(() => new KeyVault(MasterKeys.Load([later.Current], _folder)).Open(secret.Envelope, "here")).Message.ShouldContain("missing");
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }
}
