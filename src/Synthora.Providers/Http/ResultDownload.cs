using System.Net;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.Http;

/// <summary>Fetches a result's bytes under a limit, following at most three redirects and never taking the key along.</summary>
internal static class ResultDownload
{
    private const int MostRedirects = 3;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ProviderException">The result is gone, too large or broke off.</exception>
    public static async Task<long> DownloadAsync(this Vendor vendor, ResultFile file, ApiKey? key, Stream to, long limit, CancellationToken ct)
    {
        var (url, signed) = (file.Url, file.NeedsKey);
        for (var hop = 0; ; hop++)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = signed ? await vendor.OpenAsync(request, key, ct) : await vendor.OpenAsync(request, Anonymous, ct);
            if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            {
                if (hop == MostRedirects || response.Headers.Location is not { } next) throw vendor.Fault(ProviderFault.BadAnswer, "the result's address leads in circles");
                (url, signed) = (new Uri(url, next), false);
                continue;
            }

            return await CopyAsync(vendor, response, to, limit, ct);
        }
    }

    /// <summary>An empty key signs nothing.</summary>
    private static readonly ApiKey Anonymous = new("");

    private static async Task<long> CopyAsync(Vendor vendor, HttpResponseMessage response, Stream to, long limit, CancellationToken ct)
    {
        if (response.Content.Headers.ContentLength > limit) throw TooLarge();
        try
        {
            await using var from = await response.Content.ReadAsStreamAsync(ct);
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(ct);
            silence.CancelAfter(LongestSilence);
            var buffer = new byte[81_920];
            long written = 0;
            while (await from.ReadAsync(buffer, silence.Token) is var read and > 0)
            {
                silence.CancelAfter(LongestSilence);
                if ((written += read) > limit) throw TooLarge();
                await to.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            return written > 0 ? written : throw vendor.Fault(ProviderFault.BadAnswer, "the result is empty");
        }
        catch (OperationCanceledException silent) when (!ct.IsCancellationRequested)
        {
            throw FaultWords.Tell(vendor.Info, ProviderFault.Transient, "the download stood still", inner: silent);
        }
        catch (Exception broken) when (broken is HttpRequestException or HttpIOException)
        {
            throw FaultWords.Tell(vendor.Info, ProviderFault.Transient, broken.Message, inner: broken);
        }

        ProviderException TooLarge() => vendor.Fault(ProviderFault.BadAnswer, $"the result is larger than {limit >> 20} MB");
    }
}
