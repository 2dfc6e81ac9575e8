<%@ page trimDirectiveWhitespaces="true" session="false" %>
<%-- Fails before anything is sent. --%>
<%
  if (request.getMethod() != null) {
    throw new IllegalStateException("boom on purpose", new java.io.IOException("its cause"));
  }
%>
