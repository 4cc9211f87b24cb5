// The generated messages have the same fields without a common type; these lines give them one.
#pragma warning disable MA0048, SA1402
namespace TensorFrames.Spark.Connect;

/// <summary>What every request says about who asks.</summary>
internal interface IRequest
{
    string SessionId { get; set; }

    UserContext UserContext { get; set; }

    string ClientType { get; set; }

    string ClientObservedServerSideSessionId { get; set; }
}

/// <summary>What every answer says about the session it comes from. Empty where the server's version does not tell.</summary>
internal interface IReply
{
    string SessionId { get; }

    string ServerSideSessionId { get; }
}

internal sealed partial class AnalyzePlanRequest : IRequest;

internal sealed partial class AnalyzePlanResponse : IReply;

internal sealed partial class ExecutePlanRequest : IRequest;

internal sealed partial class ExecutePlanResponse : IReply;

internal sealed partial class ConfigRequest : IRequest;

internal sealed partial class ConfigResponse : IReply;

internal sealed partial class AddArtifactsRequest : IRequest;

internal sealed partial class AddArtifactsResponse : IReply;

internal sealed partial class ArtifactStatusesRequest : IRequest;

internal sealed partial class ArtifactStatusesResponse : IReply;

internal sealed partial class InterruptRequest : IRequest;

internal sealed partial class InterruptResponse : IReply;

internal sealed partial class ReattachExecuteRequest : IRequest;

internal sealed partial class ReleaseExecuteRequest : IRequest;

internal sealed partial class ReleaseExecuteResponse : IReply;

internal sealed partial class ReleaseSessionRequest : IRequest
{
    // Whatever session the server has under this name is to end.
    string IRequest.ClientObservedServerSideSessionId
    {
        get => "";
        set { }
    }
}

internal sealed partial class ReleaseSessionResponse : IReply;

internal sealed partial class FetchErrorDetailsRequest : IRequest;

internal sealed partial class FetchErrorDetailsResponse : IReply;
