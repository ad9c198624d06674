namespace Synthora.Features.Videos;

/// <summary>A stored file ready to be sent; seekable, so ranges work. Whoever gets it disposes the stream.</summary>
public sealed record VideoFile(Stream Content, string ContentType, string FileName, DateTimeOffset LastModified, string ETag);
