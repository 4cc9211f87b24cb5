using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>An output of a node, in the scope that has the node.</summary>
internal readonly record struct Origin(Scope Scope, NodeDef Node, int Index);
