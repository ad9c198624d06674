namespace Synthora.Jobs;

public enum JobStatus { Queued, Running, Completed, Failed, Cancelled }
