using Synthora.Rendering.Probing;

namespace Synthora.Features.Library.Uploads;

/// <param name="Status">It is looked into next; ask at <paramref name="Url"/>.</param>
public sealed record UploadedFile(Guid Id, string Filename, MediaStatus Status, string Url, DateTimeOffset CreatedAt);

/// <summary>A whole file in one request, for scripts and plain forms. It goes the way of resumable uploads, so the same checks and limits hold.</summary>
public sealed class UploadFile(CreateUpload create, AppendUpload append, CancelUpload cancel)
{
    /// <summary>What a form may be larger than the file in it.</summary>
    private const long Margin = 1024 * 1024;

    /// <param name="kinds">What is taken, everything when null; the rest is sent elsewhere before any of it is kept.</param>
    public async Task<Result<UploadedFile>> HandleAsync(Caller caller, IFormFile file, string? title, CancellationToken ct, IReadOnlyCollection<MediaKind>? kinds = null)
    {
        await using var content = file.OpenReadStream();
        if (await FileSignatures.ReadAsync(content, ct) is { } signature && kinds?.Contains(signature.Kind) == false) return LibraryErrors.WrongKind(FileNames.Clean(file.FileName), signature.Kind);
        content.Position = 0;
        var begun = await create.HandleAsync(caller, new(file.Length, file.FileName, title, null, []), ct);
        if (begun.Error is { } refused) return refused;
        var upload = begun.Value!;
        var sent = await append.HandleAsync(caller, upload.Id, 0, content, null, ct);
        if (sent.Error is { } broken)
        {
            // Nobody will go on with it.
            await cancel.HandleAsync(caller, upload.Id, CancellationToken.None);
            return broken;
        }

        return new UploadedFile(upload.Id, upload.FileName, MediaStatus.Processing, $"/api/v1/library/media/{upload.Id}", upload.CreatedAt);
    }

    /// <summary>The form is refused by its announced length, before any of it is kept.</summary>
    internal static RouteHandlerBuilder Accepts(RouteHandlerBuilder route, Limits limits)
    {
        var most = limits.UploadMb > 0 ? (limits.UploadMb * 1024 * 1024) + Margin : long.MaxValue;
        return route.WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(most)).WithFormOptions(multipartBodyLengthLimit: most);
    }
}
