namespace Synthora.Features.Videos;

public enum VideoStatus { Planned, Uploaded, Queued, Processing, Completed, Failed, Cancelled, Expired }

public enum StepStatus { Pending, Running, Completed, Failed, Skipped }
