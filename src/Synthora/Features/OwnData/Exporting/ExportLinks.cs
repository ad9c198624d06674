using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Synthora.Security;

namespace Synthora.Features.OwnData.Exporting;

/// <summary>
/// The address of an export, good until the export expires and for its owner alone: what holds everything of a person
/// opens neither for whoever finds the link in a history or a log nor for whoever guesses an id.
/// </summary>
public sealed class ExportLinks(SigningKey key)
{
    private readonly byte[] _key = HMACSHA256.HashData(key.Bytes, "export links"u8);

    public string To(DataExport export)
    {
        var until = export.ExpiresAt!.Value.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"/api/v1/user/export-data/{export.Id}/download?until={until}&signature={Signature(export, until)}");
    }

    public bool Fits(DataExport export, long until, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Signature(export, until)), Encoding.ASCII.GetBytes(signature));

    private string Signature(DataExport export, long until) => Convert.ToHexStringLower(
        HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{export.Id:N} {export.UserId:N} {until}"))));
}
