namespace Synthora.Storage;

/// <summary>
/// Keeps finished files under slash-separated keys such as <c>users/{id}/videos/{id}/video.mp4</c>. A key appears only
/// when its file is whole.
/// </summary>
public interface IFileStore
{
    /// <summary>Stores a local file, replacing what stood there.</summary>
    Task PutAsync(string key, string sourcePath, CancellationToken ct);

    /// <summary>Null when there is no such file. The stream is seekable.</summary>
    Task<StoredFile?> OpenAsync(string key, CancellationToken ct);

    /// <summary>Removes everything under the prefix; what is not there is no error.</summary>
    Task DeleteAsync(string prefix, CancellationToken ct);

    /// <summary>Null when the store can be written, else what is wrong with it.</summary>
    Task<string?> CheckAsync(CancellationToken ct);
}

/// <summary>Whoever gets it disposes the stream.</summary>
public sealed record StoredFile(Stream Content, long Length, DateTimeOffset LastModified);
