<%@ page contentType="text/plain; charset=UTF-8" trimDirectiveWhitespaces="true" session="false" %>
<%-- Sends a part of its answer and fails then. --%>
<%
  out.print("the first part");
  out.flush();
  response.flushBuffer();
  if (response.isCommitted()) {
    throw new IllegalStateException("boom after commit");
  }
%>
