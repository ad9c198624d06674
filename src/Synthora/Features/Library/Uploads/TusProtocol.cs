using System.Globalization;
using System.Text;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Library.Uploads;

/// <summary>
/// The tus protocol 1.0 (https://tus.io/protocols/resumable-upload) with its extensions creation, creation-with-upload,
/// termination, checksum and expiration.
/// </summary>
internal static class TusProtocol
{
    private const string Version = "1.0.0";
    private const string Piece = "application/offset+octet-stream";
    private const int LongestMetadata = 4096;
    private const int Locked = StatusCodes.Status423Locked;
    private static readonly Dictionary<string, int> Algorithms = new() { ["sha1"] = 20, ["sha256"] = 32, ["md5"] = 16 };

    public static void MapUploads(this IEndpointRouteBuilder library)
    {
        var uploads = library.MapGroup("/uploads").AddEndpointFilter(CheckVersionAsync);
        uploads.MapMethods("/", ["OPTIONS"], Options).AllowAnonymous()
            .Describe("describe_uploads", "Which parts of the tus protocol are spoken.", "In the headers Tus-Version, Tus-Extension, Tus-Max-Size and Tus-Checksum-Algorithm.", 204);
        uploads.MapPost("/", CreateAsync).WithMetadata(new UnlimitedBody())
            .Describe("create_upload", "Begins a resumable upload (tus 1.0).", "Headers: Upload-Length, and Upload-Metadata with filename, title, folder and tags. Space is reserved before the first byte. With the content type of a piece the body is the first one, checked by Upload-Checksum where that is sent. Location tells where to send the rest; the last part of it becomes the file's id in the library.", 201, 400, 401, 403, 412, 413, 415, 460);
        uploads.MapMethods("/{id:guid}", ["HEAD"], HeadAsync)
            .Describe("get_upload", "How many bytes have arrived.", "In the header Upload-Offset.", 200, 401, 403, 404, 410, 412, 423);
        uploads.MapPatch("/{id:guid}", AppendAsync).WithMetadata(new UnlimitedBody())
            .Describe("append_upload", "Sends a piece of the file.", "Headers: Upload-Offset and, to have the piece checked, Upload-Checksum. With the last piece the file is in the library.", 204, 400, 401, 403, 404, 409, 410, 412, 413, 415, 423, 460);
        uploads.MapDelete("/{id:guid}", CancelAsync)
            .Describe("cancel_upload", "Gives an upload up.", "", 204, 401, 403, 404, 409, 412, 423);
        // For networks that know only the old verbs.
        uploads.MapPost("/{id:guid}", (HttpContext http, Guid id, AppendUpload append, CancelUpload cancel, CancellationToken ct) =>
            http.Request.Headers["X-HTTP-Method-Override"].ToString().ToUpperInvariant() switch
            {
                "PATCH" => AppendAsync(http, id, append, ct),
                "DELETE" => CancelAsync(http, id, cancel, ct),
                _ => Task.FromResult<IResult>(new ProblemResult(Errors.Validation("Name the verb in X-HTTP-Method-Override: PATCH or DELETE."))),
            }).WithMetadata(new UnlimitedBody()).ExcludeFromDescription();
    }

    private static async ValueTask<object?> CheckVersionAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers["Tus-Resumable"] = Version;
        if (HttpMethods.IsOptions(http.Request.Method) || http.Request.Headers["Tus-Resumable"] == Version) return await next(context);
        http.Response.Headers["Tus-Version"] = Version;
        return new Answer(StatusCodes.Status412PreconditionFailed, Errors.Validation("Send the header Tus-Resumable: 1.0.0."));
    }

    private static IResult Options(HttpContext http, Limits limits)
    {
        var headers = http.Response.Headers;
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,creation-with-upload,termination,checksum,expiration";
        headers["Tus-Max-Size"] = (limits.UploadMb * 1024L * 1024).ToString(CultureInfo.InvariantCulture);
        headers["Tus-Checksum-Algorithm"] = string.Join(',', Algorithms.Keys);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(HttpContext http, CreateUpload create, AppendUpload append, CancelUpload cancel, CancellationToken ct)
    {
        if (Number(http, "Upload-Length") is not { } size)
            return new ProblemResult(Errors.Validation(http.Request.Headers.ContainsKey("Upload-Defer-Length") ? "The length has to be known before the upload begins." : "Send the file's size in Upload-Length."));
        if (Metadata(http.Request.Headers["Upload-Metadata"].ToString()) is not { } metadata)
            return new ProblemResult(Errors.Validation("Upload-Metadata is not a list of names with Base64 values."));
        Guid? folder = null;
        if (metadata.GetValueOrDefault("folder") is { Length: > 0 } named)
        {
            if (!Guid.TryParse(named, out var parsed)) return new ProblemResult(Errors.NotFound("folder"));
            folder = parsed;
        }

        var checksum = Checksum(http, out var wrong);
        if (wrong is not null) return new ProblemResult(wrong);
        var request = new CreateUploadRequest(
            size, metadata.GetValueOrDefault("filename") ?? metadata.GetValueOrDefault("name") ?? "", metadata.GetValueOrDefault("title"), folder,
            LibraryTags.Split(metadata.GetValueOrDefault("tags")), http.Request.Headers["Upload-Metadata"].ToString() is { Length: > 0 } text ? text : null);
        var created = await create.HandleAsync(http.GetCaller(), request, ct);
        if (created.Error is { } refused) return new ProblemResult(refused);
        var upload = created.Value!;
        if (http.Request.ContentType == Piece)
        {
            var appended = await append.HandleAsync(http.GetCaller(), upload.Id, 0, http.Request.Body, checksum, ct);
            if (appended.Error is { } broken && BreakOff(http, broken) is { } nothing) return nothing;
            if (appended.Error is { Kind: ErrorKind.WrongType or ErrorKind.TooLarge } bad) return new ProblemResult(bad);
            if (appended.Error is { Code: "checksum_mismatch" } damaged)
            {
                // Whoever is refused begins again; nothing waits for a rest that never comes.
                await cancel.HandleAsync(http.GetCaller(), upload.Id, ct);
                return Refuse(damaged);
            }

            upload = appended.Value ?? upload;
            http.Response.Headers["Upload-Offset"] = upload.Received.ToString(CultureInfo.InvariantCulture);
        }

        http.Response.Headers.Location = $"{http.Request.PathBase}/api/v1/library/uploads/{upload.Id}";
        Tell(http, upload);
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> HeadAsync(HttpContext http, Guid id, GetUpload get, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var found = await get.HandleAsync(http.GetCaller(), id, ct);
        if (found.Error is { } error) return Refuse(error);
        Tell(http, found.Value!);
        http.Response.Headers["Upload-Offset"] = found.Value!.Received.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Length"] = found.Value.Size.ToString(CultureInfo.InvariantCulture);
        if (found.Value.Metadata is { } metadata) http.Response.Headers["Upload-Metadata"] = metadata;
        return Results.Ok();
    }

    private static async Task<IResult> AppendAsync(HttpContext http, Guid id, AppendUpload append, CancellationToken ct)
    {
        if (http.Request.ContentType != Piece)
            return new ProblemResult(new(ErrorKind.WrongType, "unsupported_media_type", $"Send the piece as {Piece}."));
        if (Number(http, "Upload-Offset") is not { } offset) return new ProblemResult(Errors.Validation("Say in Upload-Offset where the piece begins."));
        var checksum = Checksum(http, out var wrong);
        if (wrong is not null) return new ProblemResult(wrong);
        var appended = await append.HandleAsync(http.GetCaller(), id, offset, http.Request.Body, checksum, ct);
        if (appended.Error is { } error) return BreakOff(http, error) ?? Refuse(error);
        Tell(http, appended.Value!);
        http.Response.Headers["Upload-Offset"] = appended.Value!.Received.ToString(CultureInfo.InvariantCulture);
        return Results.NoContent();
    }

    private static async Task<IResult> CancelAsync(HttpContext http, Guid id, CancelUpload cancel, CancellationToken ct)
    {
        var gone = await cancel.HandleAsync(http.GetCaller(), id, ct);
        return gone.Error is { } error ? Refuse(error) : Results.NoContent();
    }

    /// <summary>
    /// Whoever sends here has gone on with another request, so nobody waits for an answer, and the rest of the body cannot be
    /// read any more: the server would try to, and fail.
    /// </summary>
    private static IResult? BreakOff(HttpContext http, Error error)
    {
        if (error.Code != "upload_interrupted") return null;
        http.Abort();
        return Results.Empty;
    }

    private static Answer Refuse(Error error) => new(error.Code switch
    {
        "upload_locked" or "storage_unavailable" => Locked,
        "checksum_mismatch" => 460,
        _ => Problems.StatusOf(error.Kind),
    }, error);

    private static void Tell(HttpContext http, MediaUpload upload)
    {
        if (upload.CompletedAt is null) http.Response.Headers["Upload-Expires"] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
    }

    private static long? Number(HttpContext http, string header) =>
        long.TryParse(http.Request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static PieceChecksum? Checksum(HttpContext http, out Error? wrong)
    {
        wrong = null;
        if (http.Request.Headers["Upload-Checksum"].ToString() is not { Length: > 0 } header) return null;
        var parts = header.Split(' ', 2);
        var value = new byte[64];
        if (parts.Length == 2 && Algorithms.TryGetValue(parts[0], out var length) && Convert.TryFromBase64String(parts[1].Trim(), value, out var written) && written == length)
            return new PieceChecksum(parts[0], value[..length]);
        wrong = Errors.Validation($"Upload-Checksum names one of {string.Join(", ", Algorithms.Keys)} and its value in Base64.");
        return null;
    }

    private static Dictionary<string, string>? Metadata(string header)
    {
        if (header.Length > LongestMetadata) return null;
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split(' ', 2);
            try
            {
                result[parts[0]] = parts.Length == 2 ? Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Trim())) : "";
            }
            catch (FormatException)
            {
                return null;
            }
        }

        return result;
    }

    /// <summary>A refusal with a status of tus's own.</summary>
    private sealed class Answer(int status, Error error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Problems.WriteAsync(httpContext, error, status);
    }

    /// <summary>The upload's own limit counts, which is checked before and while it comes.</summary>
    private sealed class UnlimitedBody : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => null;
    }
}
