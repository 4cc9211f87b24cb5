namespace TensorFrames.Interop;

/// <summary>tfn_status: 1 to 16 are TensorFlow's own codes, from 100 on they are the shim's.</summary>
internal enum Status
{
    Ok = 0,
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    Library = 100,
    OutOfMemory = 101,
    BadCall = 102,
    BadFeed = 103,
    BadOutput = 104,
    CopyForbidden = 105,
}
